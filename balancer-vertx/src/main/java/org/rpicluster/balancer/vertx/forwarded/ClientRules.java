package org.rpicluster.balancer.vertx.forwarded;

import java.util.HexFormat;
import java.util.Optional;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.vertx.http.CgiName;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.http.Via;

/**
 * The rules for every client. Immutable.
 *
 * @param via the proxy's name for itself, by which it knows a request that has come round in a loop
 * @param trustedProxies who is believed about the client
 * @param requestId where a request's id stands, if it is to have one
 * @param limits how much one request may take
 * @param paths what is done about the spelling of paths
 */
public record ClientRules(
    Via via,
    TrustedProxies trustedProxies,
    Optional<RequestId> requestId,
    RequestLimits limits,
    PathRules paths) {

  /** With paths as they were written. */
  public ClientRules(
      Via via, TrustedProxies trustedProxies, Optional<RequestId> requestId, RequestLimits limits) {
    this(via, trustedProxies, requestId, limits, PathRules.AS_WRITTEN);
  }

  /** No proxy is trusted, requests have no id, and the name is a new one, as good as unique. */
  public static ClientRules strict(Chance chance) {
    Via via = new Via("balancer-" + HexFormat.of().toHexDigits((int) chance.nextLong()));
    return new ClientRules(via, TrustedProxies.NONE, Optional.empty(), RequestLimits.DEFAULT);
  }

  /** Whether a field is the one with a request's id, as a member compares names. */
  public boolean isRequestId(CharSequence name) {
    return requestId.isPresent() && CgiName.isSame(requestId.get().field(), name);
  }
}
