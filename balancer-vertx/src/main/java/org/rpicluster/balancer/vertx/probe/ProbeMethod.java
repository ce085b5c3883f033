package org.rpicluster.balancer.vertx.probe;

/** The method of a probe: how far it goes. */
public enum ProbeMethod {
  /** A connection stands. */
  TCP,
  /** A connection stands, and is encrypted as requests would have it. */
  TLS,
  /** A request is answered well. */
  OPTIONS,
  /** The same, without a body. */
  HEAD,
  /** The same, with a body that may be looked at. */
  GET;

  /** Whether a request is sent. */
  public boolean isHttp() {
    return this == GET || this == HEAD || this == OPTIONS;
  }
}
