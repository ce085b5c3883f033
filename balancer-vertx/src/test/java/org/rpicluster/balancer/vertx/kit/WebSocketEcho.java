package org.rpicluster.balancer.vertx.kit;

import org.rpicluster.balancer.vertx.kit.RawMember.Reply;

/** A WebSocket as far as the proxy sees it: a request, a 101, and bytes. */
public final class WebSocketEcho {

  /** A request for a WebSocket. */
  public static final String ASK =
      "GET /ws HTTP/1.1\r\nHost: a.test\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n";

  /** The answer to it. */
  public static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Accept: y\r\n\r\n";

  /** A member that answers so, and sends back what it is sent, in pieces of four. */
  public static final Reply ECHO =
      connection -> {
        connection.write(SWITCH + "first");
        for (String piece = connection.read(4); !piece.isEmpty(); piece = connection.read(4)) {
          connection.write("<" + piece + ">");
        }
      };

  private WebSocketEcho() {}
}
