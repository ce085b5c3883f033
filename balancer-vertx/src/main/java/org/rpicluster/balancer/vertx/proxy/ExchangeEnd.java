package org.rpicluster.balancer.vertx.proxy;

/** The ends of an exchange, in fixed words that a log can be searched for. */
public enum ExchangeEnd {
  /** The answer was handed on whole. */
  COMPLETE("complete"),
  /** After a 101: the client closed. */
  TUNNEL_CLOSED_BY_CLIENT("tunnel closed by the client"),
  /** After a 101: the member closed. */
  TUNNEL_CLOSED_BY_MEMBER("tunnel closed by the member"),
  /** After a 101: neither said anything for too long. */
  TUNNEL_SILENT("tunnel silent for too long"),
  /** The client left before its answer was whole. */
  CLIENT_GONE("client gone"),
  /** The client did not go on with its body, or with reading its answer, in time. */
  CLIENT_SLOW("client too slow"),
  /** The member closed or reset the connection before its answer was whole. */
  MEMBER_RESET("member reset"),
  /** What the member sent is not HTTP. */
  MEMBER_BROKE_PROTOCOL("member broke the protocol"),
  /** The member did not answer, or not go on, in time. */
  TIMED_OUT("timed out"),
  /** No member could be connected to. */
  UNREACHABLE("no member reached"),
  /** This machine had no socket left to reach a member with. */
  OUT_OF_SOCKETS("out of sockets here"),
  /** Every connection to the members that were tried was in use: {@code connections.max}. */
  NO_CONNECTION("no free connection"),
  /** No member may serve now. */
  NO_MEMBER("no member available"),
  /** Every member was full, and as many waited as may. */
  QUEUE_FULL("queue full"),
  /** It has waited for a member as long as it may. */
  QUEUE_TIMED_OUT("queued too long"),
  /** Its cluster's share of the memory is used up. */
  NO_MEMORY("no memory left"),
  /** The proxy does not carry it; the reason says why. */
  REFUSED("refused"),
  /** An error of the proxy's own. */
  FAILED("failed here");

  private final String words;

  ExchangeEnd(String words) {
    this.words = words;
  }

  /** The words. */
  public String words() {
    return words;
  }
}
