package org.rpicluster.balancer.vertx.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The answer to one request: interim heads, a head, a body in pieces, trailers. The head is sent
 * with the first piece, or with the end, unless it is sent before. On the connection's event loop.
 */
public interface InboundResponse {

  /** The status as it stands. */
  int status();

  /** Sets the status, and the phrase that belongs to it. */
  void status(int status);

  /** The phrase behind the status, over HTTP/1. */
  String phrase();

  /** Sets another phrase. */
  void phrase(String phrase);

  /** The fields of the final answer. */
  Fields responseFields();

  /** The fields behind its body; adding one makes a body of unknown length one in chunks. */
  Fields responseTrailers();

  /** Over HTTP/1: the head is to say that the answer is the last on its connection. */
  void announceClose();

  /** Asks for the body that the client keeps back until then. */
  void sendContinue();

  /**
   * Sends another interim answer, if the client's protocol, and the way to it, have room for it.
   */
  void sendInterim(HttpResponseStatus status, Fields fields);

  /** Sends the head, and nothing of the body yet. */
  void sendHead();

  /**
   * Sends a piece of the body.
   *
   * @param piece stays the caller's until the future completes
   * @return when the client's connection has taken it, or that it never will
   */
  Future<Void> send(ByteBuf piece);

  /**
   * Ends the answer.
   *
   * @param last piece of the body, which stays the caller's until the future completes; null if
   *     there is none
   * @return when the client's connection has taken all of it, or that it never will
   */
  Future<Void> end(@Nullable ByteBuf last);

  /**
   * Ends the answer; what becomes of it is told without an object for it.
   *
   * @param last as in {@link #end(ByteBuf)}, the caller's until {@link AnswerTaken#taken}
   * @param told may be told before this returns
   */
  void end(@Nullable ByteBuf last, AnswerTaken told);

  /**
   * Whether a piece of so many bytes is copied before {@link #send} and {@link #end} return: its
   * caller may release it then, and what it was read into is free again.
   */
  default boolean isCopied(int bytes) {
    return false;
  }

  /** Whether no more should be sent for now. */
  boolean isFull();

  /** Runs something when more may be sent. */
  void onWritable(Runnable writable);

  /** Whether the head is sent, so that nothing in it can be changed. */
  boolean isHeadSent();

  /** Whether the answer is ended. */
  boolean isAnswered();

  /** How many bytes of the body were sent. */
  long bytesSent();
}
