package org.rpicluster.balancer.vertx.metrics;

/** The classes of statuses (RFC 9110 §15), and that there was none. */
public enum StatusClass {
  /** The client left before it was sent one. */
  NONE("none"),
  /** A tunnel. */
  INFORMATIONAL("1xx"),
  /** As was asked. */
  SUCCESSFUL("2xx"),
  /** Elsewhere, or not changed. */
  REDIRECTION("3xx"),
  /** The client's fault. */
  CLIENT_ERROR("4xx"),
  /** The server's fault; what is above 599 as well. */
  SERVER_ERROR("5xx");

  private static final StatusClass[] BY_HUNDREDS = values();

  private final String text;

  StatusClass(String text) {
    this.text = text;
  }

  /** The class of a status, 0 for none. */
  static StatusClass of(int status) {
    return BY_HUNDREDS[Math.min(status / 100, BY_HUNDREDS.length - 1)];
  }

  /** As in {@code 2xx}. */
  @Override
  public String toString() {
    return text;
  }
}
