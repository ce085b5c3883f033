package org.rpicluster.balancer.program.config.apache.translate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.routing.ReplacedErrors;

/**
 * {@code ProxyErrorOverride}: which errors of members are not passed on. For one thread and one
 * configuration. Apache's {@code set_proxy_error_override}.
 */
final class ErrorOverrides {

  private static final String EXPECTED = "On, Off, or On and statuses such as 404 503";

  private final Fates fates;

  ErrorOverrides(Fates fates) {
    this.fates = fates;
  }

  PathValue<ReplacedErrors> of(List<Server> servers) {
    return new PathValue<>(servers, "proxyerroroverride", ReplacedErrors.NONE, this::errors, fates);
  }

  private ReplacedErrors errors(Directive line) {
    List<String> words = line.arguments();
    boolean isOn = line.argument(0).equalsIgnoreCase("on");
    boolean isOff = line.argument(0).equalsIgnoreCase("off") && words.size() == 1;
    if (!isOn && !isOff) {
      fates.wrong(line, line.name(), line.text().isEmpty() ? "nothing" : line.text(), EXPECTED);
      return ReplacedErrors.NONE;
    }
    fates.translated(line);
    if (words.size() == 1) {
      return isOn ? ReplacedErrors.ALL : ReplacedErrors.NONE;
    }
    Set<Integer> statuses = new HashSet<>();
    words.subList(1, words.size()).forEach(word -> status(line, word).ifPresent(statuses::add));
    return new ReplacedErrors(statuses);
  }

  private Optional<Integer> status(Directive line, String word) {
    try {
      return ParameterType.number(word)
          .map(ReplacedErrors::requireStatus)
          .or(
              () -> {
                fates.wrong(line, line.name(), word, ReplacedErrors.EXPECTED);
                return Optional.empty();
              });
    } catch (IllegalArgumentException e) {
      fates.wrong(line, line.name(), word, ReplacedErrors.EXPECTED);
      return Optional.empty();
    }
  }
}
