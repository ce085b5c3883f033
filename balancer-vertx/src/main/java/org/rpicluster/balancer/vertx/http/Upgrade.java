package org.rpicluster.balancer.vertx.http;

import java.util.List;

/**
 * Tells whether a client asks for another protocol that is carried through: WebSocket, and nothing
 * else. A tunnel of any protocol would let a client past every rule of this proxy, as h2c has.
 * Stateless; any thread. RFC 9110 §7.8, RFC 6455 §4.1.
 */
public final class Upgrade {

  /** The one protocol. */
  public static final String WEBSOCKET = "websocket";

  private Upgrade() {}

  /** Whether these fields of a GET without a body ask for a WebSocket. */
  public static boolean asksForWebSocket(Fields fields) {
    List<String> protocols = Values.of(fields, "upgrade");
    return protocols.size() == 1
        && protocols.get(0).trim().equalsIgnoreCase(WEBSOCKET)
        && ConnectionField.has(Values.of(fields, "connection"), "upgrade");
  }
}
