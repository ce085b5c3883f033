package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import java.util.OptionalInt;
import org.rpicluster.balancer.vertx.local.FixedResponse;

/** Binds {@code respond} of a route. Stateless. */
final class ResponseBinder {

  private static final Keys KEYS = Keys.of("status", "body", "type");

  private static final String EXPECTED = "a status, 400 to 599, or " + KEYS.expected();

  private ResponseBinder() {}

  /** A status alone has the proxy's own sentence for it. */
  static Optional<FixedResponse> bind(YamlValue value) {
    if (value.isNumber()) {
      return value.whole(400, 599).map(FixedResponse::own);
    }
    return value.map(KEYS, EXPECTED).flatMap(map -> bind(value, map));
  }

  private static Optional<FixedResponse> bind(YamlValue value, YamlMap map) {
    Optional<Integer> status =
        map.find("status")
            .map(v -> status(v.named("respond.status")))
            .orElse(Optional.of(FixedResponse.STATUS_DEFAULT));
    Optional<String> body =
        map.find("body").map(v -> body(v.named("respond.body"))).orElse(Optional.of(""));
    Optional<String> type =
        map.find("type")
            .map(v -> v.named("respond.type").text("a media type", FixedResponse::requireType))
            .orElse(Optional.of(FixedResponse.TYPE_DEFAULT));
    boolean isRead = status.isPresent() && body.isPresent() && type.isPresent();
    return isRead
        ? value.made(() -> new FixedResponse(status.get(), body, type.get()))
        : Optional.empty();
  }

  /** As it is written, blanks and all. */
  private static Optional<String> body(YamlValue value) {
    return value.isText()
        ? value.made(() -> FixedResponse.requireBody(value.scalar()))
        : value.wrong("a text");
  }

  private static Optional<Integer> status(YamlValue value) {
    OptionalInt status = value.asWhole();
    return status.isPresent()
        ? value.made(() -> FixedResponse.requireStatus(status.getAsInt()))
        : value.wrong(FixedResponse.STATUSES_EXPECTED);
  }
}
