package org.rpicluster.balancer.vertx.tunnel;

import io.netty.buffer.ByteBuf;

/**
 * One end of a tunnel: the client, or the member. What it says goes to its {@link Listener} from
 * {@link #open} on, and is kept until then. On its event loop only.
 */
public interface TunnelEnd {

  /** Lets it speak. */
  void open(Listener listener);

  /** Sends bytes with the next {@link #flush}, and takes over their release. */
  void send(ByteBuf bytes);

  /** Sends what there is. */
  void flush();

  /** Whether it takes more for now; if not, {@link Listener#writable} says when. */
  boolean isWritable();

  /** Holds back what it says. */
  void pause();

  /** Lets it go on. */
  void resume();

  /** Closes the direction towards it, once everything was sent. It may still speak. */
  void finish();

  /** Closes both directions at once. */
  void cut();

  /** What an end tells. */
  interface Listener {

    /** It has said something; the listener releases it. */
    void received(ByteBuf bytes);

    /** That was all for now. */
    void flush();

    /** It takes more again. */
    void writable();

    /** Everything has been sent to it that came before {@link #finish}. */
    void delivered();

    /** It will say no more; it may still listen. */
    void finished();

    /** It is gone. Nothing comes after it. */
    void gone();
  }
}
