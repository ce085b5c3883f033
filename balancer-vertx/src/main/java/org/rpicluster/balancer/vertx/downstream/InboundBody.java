package org.rpicluster.balancer.vertx.downstream;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The body of one request, in pieces, no faster than they are wanted: what is held back is not read
 * from the client, but for what had come. On the connection's event loop.
 */
public interface InboundBody {

  /** Who gets the pieces, and releases each, from now on. */
  void onBody(Consumer<ByteBuf> pieces);

  /** Runs something when the body has ended; at once, or never, if it has. */
  void onBodyEnd(Runnable ended);

  /**
   * Runs something once if the body breaks off its grammar: that ends the exchange, and the
   * connection. Never where the server tells nothing of it, and just closes.
   */
  void onMalformedBody(Runnable malformed);

  /** Holds the body back. */
  void pauseBody();

  /** Lets it go on. */
  void resumeBody();

  /** Lets one piece through, and nothing behind it. */
  void fetchPiece();

  /** Whether the body has ended, and all of it was handed on. */
  boolean isBodyEnded();

  /** How many bytes of it have come. */
  long bodyBytes();

  /** The fields behind it, as far as it has come; empty where the server does not show them. */
  Fields trailers();
}
