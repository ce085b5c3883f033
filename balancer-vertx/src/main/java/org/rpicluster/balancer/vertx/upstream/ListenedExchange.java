package org.rpicluster.balancer.vertx.upstream;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;

/**
 * An exchange and what listens to it: up to the head of the answer one listener, from then on
 * another. It is over once, and tells nothing after that. The same for every protocol; a base, as a
 * part would cost each exchange an object. On its event loop only.
 */
public abstract class ListenedExchange implements UpstreamExchange {

  private @Nullable UpstreamListener listener;
  private @Nullable AnswerListener answer;
  private @Nullable Runnable goOn;

  /** An exchange that is told of here from {@link #begin} on. */
  protected ListenedExchange(UpstreamListener listener) {
    this.listener = listener;
  }

  /** Begins it. */
  public final void begin() {
    try {
      listener.connected(this);
    } catch (RuntimeException | Error e) {
      failedHere(e);
    }
  }

  /** What is told up to the head; null once it is over. */
  public final @Nullable UpstreamListener listener() {
    return listener;
  }

  /** What is told from the head on; null before, and once it is over. */
  public final @Nullable AnswerListener answer() {
    return answer;
  }

  /** Whether it is over. */
  public final boolean isOver() {
    return listener == null;
  }

  @Override
  public final void answerTo(AnswerListener next) {
    answer = next;
  }

  @Override
  public final void onWritable(Runnable next) {
    goOn = next;
  }

  /** The member takes more of the request. */
  protected final void goOn() {
    if (goOn != null) {
      goOn.run();
    }
  }

  /** It is over, and tells nothing more. */
  public void over() {
    listener = null;
    answer = null;
    goOn = null;
  }

  /** Gives up what it was carried over: its connection, or its stream. */
  protected abstract void giveUp();

  @Override
  public final void abandon() {
    if (!isOver()) {
      over();
      giveUp();
    }
  }

  /** Ends it without a whole answer. */
  public final void fail(UpstreamFailure failure) {
    UpstreamListener asking = listener;
    AnswerListener reading = answer;
    if (asking == null) {
      return;
    }
    over();
    giveUp();
    if (reading == null) {
      asking.failed(failure);
    } else {
      reading.failed(failure);
    }
  }

  /**
   * Its listener has thrown, which says nothing about the member, and nothing about the other
   * exchanges on the connection: Netty would end them all.
   */
  public final void failedHere(Throwable fault) {
    try {
      fail(UpstreamFailure.failedHere(fault));
    } catch (RuntimeException | Error e) {
      Faults.rethrowIfFatal(e); // told of its end it throws again: it has had its end
    }
    Faults.rethrowIfFatal(fault);
  }
}
