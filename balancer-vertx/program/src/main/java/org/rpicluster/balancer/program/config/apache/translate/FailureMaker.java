package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;

/** httpd's rule of failures, with what is said about it. Stateless. */
final class FailureMaker {

  private FailureMaker() {}

  static FailurePolicy policy(BalancerDraft draft, CommonToMembers common) {
    Parameters said = draft.parameters;
    // httpd ignores the errors of a member that is alone: it is tried with each request.
    Duration unless = draft.plain ? Duration.ZERO : Duration.ofSeconds(60);
    Duration retry = common.text(Parameter.RETRY).flatMap(HttpdTimes::seconds).orElse(unless);
    FailurePolicy policy = FailurePolicy.APACHE.retry(retry);
    if (said.find(Parameter.FAILONSTATUS).isPresent()) {
      policy = policy.statuses(statuses(said.text(Parameter.FAILONSTATUS).orElseThrow()));
    }
    if (said.find(Parameter.FAILONTIMEOUT).isPresent()) {
      policy = policy.timeouts(said.isOn(Parameter.FAILONTIMEOUT));
    }
    boolean forced =
        said.find(Parameter.FORCERECOVERY).isEmpty() || said.isOn(Parameter.FORCERECOVERY);
    return forced ? policy : policy.forced(ForcedRecovery.NEVER);
  }

  private static Set<Integer> statuses(String text) {
    return Arrays.stream(text.split("[, ]+")).map(Integer::valueOf).collect(Collectors.toSet());
  }
}
