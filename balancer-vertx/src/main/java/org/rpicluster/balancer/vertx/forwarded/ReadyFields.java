package org.rpicluster.balancer.vertx.forwarded;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.http.codec.FieldLines;

/**
 * The fields about one connection's client, ready to be put behind those of its next request:
 * mostly they are the same. Five comparisons for each request; on the connection's event loop only.
 */
public final class ReadyFields {

  private Client client = Client.NOBODY;
  private @Nullable Via by;
  private @Nullable Via via;
  private String host = "";
  private String prefix = "";
  private FieldLines lines = FieldLines.NONE;

  ReadyFields() {}

  /**
   * Whether they are what is to be said now.
   *
   * @param own the proxy's name for itself, in {@code Forwarded}
   * @param of the same in {@code Via}, where a route may have another
   */
  public boolean areOf(Client asking, Via own, Via of, String askedFor, String cutOff) {
    return client == asking
        && by == own
        && via == of
        && host.equals(askedFor)
        && prefix.equals(cutOff);
  }

  /** From now on these are. */
  public void become(
      Client asking, Via own, Via of, String askedFor, String cutOff, FieldLines ready) {
    client = asking;
    by = own;
    via = of;
    host = askedFor;
    prefix = cutOff;
    lines = ready;
  }

  /** The fields. */
  public FieldLines lines() {
    return lines;
  }
}
