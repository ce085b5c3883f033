package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what members have answered that is not HTTP, and what the listener of an exchange
 * has thrown: {@link RecurringFaults}, of which a member is one or two, as the reason may hold text
 * of its own. What becomes of the member is another matter, and may be nothing: one path of many,
 * say. Any thread.
 */
final class MemberFaults {

  private static final Logger LOG = LoggerFactory.getLogger(MemberFaults.class);

  private final RecurringFaults faults;

  MemberFaults(Scheduler scheduler) {
    faults = new RecurringFaults(scheduler, LOG::warn);
  }

  /** Notes what was wrong with a try: for the line of its exchange, and here if it was not HTTP. */
  void note(Exchange exchange, UpstreamFailure failure) {
    String words = failure.words();
    exchange.tries.failed(words);
    if (failure.kind() == Kind.PROTOCOL_ERROR || failure.kind() == Kind.UNSENDABLE) {
      String cluster = exchange.route().cluster().balancer().name();
      String member = exchange.tries.last().member().id();
      tell(new MemberFault(cluster, member, failure.kind()), words);
    } else if (failure.kind() == Kind.FAILED_HERE && failure.thrown() != null) {
      exchange.proxy.ownFaults().threw("a request could not be carried further", failure.thrown());
    }
  }

  private void tell(MemberFault cause, String reason) {
    String who = "cluster " + cause.cluster + ": member " + cause.member;
    faults.occurred(cause, who + " broke the protocol: " + reason, null);
  }

  private record MemberFault(String cluster, String member, Kind kind) {}
}
