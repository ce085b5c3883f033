package org.rpicluster.balancer.vertx.http.codec;

/** The parts of a message that {@link MessageReader#read} comes to. */
public enum MessagePart {
  /** All of the input is taken, and more is needed. */
  INPUT_NEEDED,

  /** A head is whole, and it is known how its body ends. */
  HEAD,

  /** The head of an interim answer is whole; the final one is still to come. RFC 9110 §15.2. */
  INTERIM,

  /** A piece of the body was taken: the last bytes before the input's reader index. */
  BODY,

  /** The message is whole, with its trailers. */
  END,

  /** What follows is not read before the owner says that it is the next message. */
  HELD,

  /** It is no message; nothing more is read. */
  FAULT
}
