package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.vertx.local.Redirect;

/** Binds {@code redirect} of a route. Stateless. */
final class RedirectBinder {

  private static final Keys KEYS = Keys.of("to", "scheme", "host", "port", "status");

  private RedirectBinder() {}

  static Optional<Redirect> bind(YamlValue value) {
    return value.map(KEYS).flatMap(map -> bind(value, map));
  }

  private static Optional<Redirect> bind(YamlValue value, YamlMap map) {
    Optional<String> to = text(map, "to", "a path or a URL", Redirect::requireTo);
    Optional<String> scheme = text(map, "scheme", "http or https", Redirect::requireScheme);
    Optional<String> host = text(map, "host", "a name or an address", Redirect::requireHost);
    Optional<Integer> port =
        map.find("port")
            .map(v -> v.named("redirect.port").whole(1, Redirect.PORT_MAX))
            .orElse(Optional.of(0));
    Optional<Integer> status =
        map.find("status")
            .map(v -> status(v.named("redirect.status")))
            .orElse(Optional.of(Redirect.STATUS_DEFAULT));
    boolean isRead = to.isPresent() && scheme.isPresent() && host.isPresent() && port.isPresent();
    return isRead && status.isPresent()
        ? value.made(
            () -> new Redirect(status.get(), scheme.get(), host.get(), port.get(), to.get()))
        : Optional.empty();
  }

  private static Optional<Integer> status(YamlValue value) {
    OptionalInt status = value.asWhole();
    return status.isPresent()
        ? value.made(() -> Redirect.requireStatus(status.getAsInt()))
        : value.wrong(Redirect.STATUSES_EXPECTED);
  }

  /** Empty if it is not said. */
  private static Optional<String> text(
      YamlMap map, String key, String expected, UnaryOperator<String> check) {
    return map.find(key)
        .map(value -> value.named("redirect." + key).text(expected, check))
        .orElse(Optional.of(""));
  }
}
