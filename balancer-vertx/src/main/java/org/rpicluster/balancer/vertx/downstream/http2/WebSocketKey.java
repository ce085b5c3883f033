package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The key that the opening of a WebSocket has over HTTP/1.1 and not over HTTP/2. It says to its
 * server that no other program was talked into it, and is no secret. The member gets one for each
 * opening. Stateless; any thread. RFC 6455 §4.1, RFC 8441 §5.
 */
final class WebSocketKey {

  /** What the server answers to the key. */
  static final AsciiString ANSWER = AsciiString.cached("sec-websocket-accept");

  private static final AsciiString NAME = AsciiString.cached("sec-websocket-key");

  /** As many as the standard says. */
  private static final int BYTES = 16;

  private WebSocketKey() {}

  /** Adds one to the fields of a request, in the place of any that is there. */
  static void add(Fields fields, Chance chance) {
    ByteBuffer key = ByteBuffer.allocate(BYTES);
    key.putLong(chance.nextLong()).putLong(chance.nextLong());
    fields.set(NAME, Base64.getEncoder().encodeToString(key.array()));
  }
}
