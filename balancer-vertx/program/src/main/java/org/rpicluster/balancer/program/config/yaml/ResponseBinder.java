package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.ResponseParts;
import org.rpicluster.balancer.vertx.local.ResponseRows;

/** Binds {@code respond} of a route. Stateless. */
final class ResponseBinder {

  private static final Keys KEYS = Rows.keys(ResponseRows.ALL);

  private static final String EXPECTED = "a status, 400 to 599, or " + KEYS.expected();

  private ResponseBinder() {}

  /** A status alone has the proxy's own sentence for it. */
  static Optional<FixedResponse> bind(YamlValue value) {
    if (value.isNumber()) {
      return value.whole(400, 599).map(FixedResponse::own);
    }
    return value
        .map(KEYS, EXPECTED)
        .flatMap(map -> Rows.bindAll(map, "respond", ResponseRows.ALL, ResponseParts.NONE))
        .flatMap(parts -> value.made(parts::answer));
  }
}
