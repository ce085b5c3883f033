package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.local.RedirectParts;
import org.rpicluster.balancer.vertx.local.RedirectRows;

/** Binds {@code redirect} of a route. Stateless. */
final class RedirectBinder {

  private static final Keys KEYS = Rows.keys(RedirectRows.ALL);

  private RedirectBinder() {}

  static Optional<Redirect> bind(YamlValue value) {
    return value
        .map(KEYS)
        .flatMap(map -> Rows.bindAll(map, "redirect", RedirectRows.ALL, RedirectParts.NONE))
        .flatMap(parts -> value.made(parts::redirect));
  }
}
