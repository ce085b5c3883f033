package org.rpicluster.balancer.vertx.local;

import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * Sends the clients of a route elsewhere, with what stands behind the route's path and the query.
 * The host of the new address is the configuration's, or the one that the client asks for, checked;
 * nothing else that it sends can become one. A path alone is answered with a path. Some strings for
 * each request; any event loop. RFC 9110 §10.2.2; CWE-601.
 */
public final class RedirectHandler implements LocalHandler {

  private final Match match;
  private final Redirect redirect;
  private final RedirectTarget target;
  private final TrustedProxies believed;

  /**
   * For the requests of a route.
   *
   * @param match which requests it gets
   * @param believed whose word about scheme and host is taken
   */
  public RedirectHandler(Match match, Redirect redirect, TrustedProxies believed) {
    this.match = match;
    this.redirect = redirect;
    this.believed = believed;
    target = RedirectTarget.parse(redirect.to());
  }

  @Override
  public void handle(LocalExchange exchange) {
    if (redirect.status() == Redirect.GONE) {
      exchange.refuse(Redirect.GONE, "What was here is gone for good.");
      return;
    }
    Client client = exchange.client(believed);
    String asked = client.hostOr(exchange.authority());
    boolean isOwn = !target.origin().isEmpty() || !redirect.host().isEmpty();
    if (!(isOwn || isPathOnly() || Authority.isValid(asked))) {
      exchange.refuse(400, "It is not said which host is asked for.");
      return;
    }
    exchange.responseFields().set("Location", location(exchange, client, asked));
    exchange.status(redirect.status());
    exchange.end();
  }

  private boolean isPathOnly() {
    return redirect.scheme().isEmpty() && redirect.host().isEmpty() && redirect.port() == 0;
  }

  private String location(LocalExchange exchange, Client client, String asked) {
    String path = exchange.path().startsWith("/") ? exchange.path() : "/";
    String base = isPathOnly() ? "" : base(client.scheme(), asked);
    return redirect.to().isEmpty()
        ? target.with(base, path, exchange.query())
        : target.with(base, match.rest(path), exchange.query());
  }

  /** A port belongs to the scheme and the host that it was said with. */
  private String base(String scheme, String asked) {
    String newScheme = redirect.scheme().isEmpty() ? scheme : redirect.scheme();
    if (redirect.host().isEmpty() && redirect.port() == 0 && newScheme.equals(scheme)) {
      return scheme + "://" + asked;
    }
    String host = redirect.host().isEmpty() ? Authority.host(asked) : redirect.host();
    int usual = newScheme.equals("https") ? 443 : 80;
    boolean isUsual = redirect.port() == 0 || redirect.port() == usual;
    return newScheme + "://" + host + (isUsual ? "" : ":" + redirect.port());
  }
}
