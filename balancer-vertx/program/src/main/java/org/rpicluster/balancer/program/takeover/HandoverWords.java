package org.rpicluster.balancer.program.takeover;

/** The lines of the protocol between one process and the next. */
final class HandoverWords {

  /** Asks for the sockets that listen, which come as file descriptors, and then the end. */
  static final String SOCKETS = "sockets";

  /** Asks to let go of the state; the answer is {@link #DONE}. */
  static final String RELEASE = "release";

  /** Says that the next process serves. Without it the end of the connection is a giving up. */
  static final String SERVING = "serving";

  /** Asks to start the next process; the answer is {@link #DONE} once it serves, or why not. */
  static final String UPGRADE = "upgrade";

  /** It has been done. */
  static final String DONE = "done";

  /** No line is longer: it is all from this program. */
  static final int LINE_MAX = 200;

  private HandoverWords() {}
}
