package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import java.util.concurrent.Executor;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * One request that a {@link LocalHandler} answers, and its answer, whatever protocol it came by.
 * The answer to {@code HEAD} is written like that to {@code GET}: its body is left out here. On the
 * exchange's event loop only, but for {@link #loop()}.
 */
public interface LocalExchange {

  /** A request that has come to no proxy, but to a handler of its own. */
  static LocalExchange of(InboundExchange inbound) {
    InboundLocal local = InboundLocal.of(inbound);
    inbound.onEnded(local::over);
    inbound.onClosed(local::over);
    return local;
  }

  /** The method, in the case in which it was written. */
  String method();

  /** The target's path as it was written, with its escapes. */
  String path();

  /** What stands behind the target's question mark, as it was written; empty if nothing does. */
  String query();

  /**
   * The host that is asked for, with its port if that was said; empty if there is none. Behind the
   * proxy it is a well-formed one.
   */
  String authority();

  /** The request's fields. They are to be read before the answer has ended. */
  Fields fields();

  /**
   * Who asks, and whether over TLS: the scheme says it.
   *
   * @param believed whose word about the client is taken
   */
  Client client(TrustedProxies believed);

  /** The user who has shown by a password or a token who it is; empty if that was not asked for. */
  default String user() {
    return "";
  }

  /**
   * Takes in the body of the request; at most once.
   *
   * @param bytesMax how long it may be
   * @return all of it; fails with {@link LocalRefusal} if it is too long, or does not come in time,
   *     and with anything else if the client leaves. A client that sends on after that is cut off
   *     behind the answer.
   */
  Future<byte[]> body(int bytesMax);

  /** Runs tasks on the exchange's event loop. Any thread. */
  Executor loop();

  /**
   * Sets the status of the answer; 200 unless it is set.
   *
   * @throws IllegalArgumentException if it is not one of a final answer, 200 to 999
   */
  void status(int status);

  /** The answer's fields. */
  Fields responseFields();

  /**
   * Sends a piece of the answer. Without a {@code Content-Length} among the fields it goes in
   * chunks, or until the connection closes.
   *
   * @param piece is released here
   * @return when the client's connection has taken it, which is the time for the next piece; fails
   *     if it never will
   */
  Future<Void> send(ByteBuf piece);

  /**
   * Ends the answer with its last piece, which has a {@code Content-Length} if it is the only one.
   *
   * @param last is released here
   * @return when the client's connection has taken it; fails if it never will
   */
  Future<Void> end(ByteBuf last);

  /** Ends the answer. */
  default Future<Void> end() {
    return end(Unpooled.EMPTY_BUFFER);
  }

  /**
   * Answers with one sentence, as the proxy does itself; an answer that has begun is cut instead.
   * Nothing if it is over.
   *
   * @param sentence for the client and the log
   */
  void refuse(int status, String sentence);

  /** Runs something once the answer is ended, or the client has left it. */
  void onOver(Runnable over);

  /** Whether the answer is ended, or the client has left. */
  boolean isOver();
}
