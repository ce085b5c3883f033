package org.rpicluster.balancer.health;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The trial of a member that was down: by one request at a time, or by all that come, as Apache
 * does. The one permit belongs to one {@link Health.HalfOpen}; the outcome of the request that has
 * it decides. One compare-and-set; any thread.
 */
public final class Trial {

  private static final VarHandle TAKEN = takenField();

  private final boolean single;

  /** The first of those that followed each other as the one before had not ended in time. */
  private final Trial first;

  private volatile boolean taken;

  private Trial(boolean single, @Nullable Trial first) {
    this.single = single;
    this.first = first == null ? this : first;
  }

  /** By one request at a time. */
  public static Trial single() {
    return new Trial(true, null);
  }

  /** By all requests that come. */
  public static Trial unlimited() {
    return new Trial(false, null);
  }

  /** One of the same kind that no request has taken. */
  Trial anew() {
    return new Trial(single, null);
  }

  /** One for another request, as the one before has not ended in time; either may decide. */
  Trial next() {
    return new Trial(single, first);
  }

  /** Whether this and {@code other} try the same return of a member. */
  public boolean isOf(Trial other) {
    return first == other.first;
  }

  /** Whether only one request at a time may try. */
  public boolean isSingle() {
    return single;
  }

  /** Takes the permit; whether it could be had. */
  public boolean tryTake() {
    return !single || TAKEN.compareAndSet(this, false, true);
  }

  /** Gives the permit back: its request ended without teaching anything. */
  public void giveBack() {
    taken = false;
  }

  /** Whether a request has the only permit. */
  public boolean isTaken() {
    return taken;
  }

  private static VarHandle takenField() {
    try {
      return MethodHandles.lookup().findVarHandle(Trial.class, "taken", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
