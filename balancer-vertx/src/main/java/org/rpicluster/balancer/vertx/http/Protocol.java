package org.rpicluster.balancer.vertx.http;

/** The versions of HTTP that clients may speak here. */
public enum Protocol {

  /** Without chunks, without interim answers, and one request for each connection unless said. */
  HTTP_1_0,

  /** One request at a time for each connection. */
  HTTP_1_1,

  /** Many streams on one connection. */
  HTTP_2;

  /** Whether other exchanges are on the same connection at the same time. */
  public boolean isMultiplexed() {
    return this == HTTP_2;
  }
}
