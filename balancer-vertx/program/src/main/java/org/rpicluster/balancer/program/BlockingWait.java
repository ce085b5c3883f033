package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what happens on event loops. Never on one. Stateless. */
public final class BlockingWait {

  /** Longer than anything local takes on the slowest Pi. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private BlockingWait() {}

  /**
   * Waits for a result.
   *
   * @throws Failure with the cause
   */
  public static <T> T on(Future<T> future) {
    try {
      return get(future, LONGEST);
    } catch (TimeoutException e) {
      throw new Failure(e);
    }
  }

  /** Waits for an end, good or bad, but not longer than {@code longest}: whether it came. */
  public static boolean upTo(Duration longest, Future<?> future) {
    try {
      get(future, longest);
      return true;
    } catch (Failure e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static <T> T get(Future<T> future, Duration longest) throws TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new Failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(e);
    }
  }

  /** What was waited for has failed; the cause says why. */
  public static final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(Throwable cause) {
      super(cause);
    }
  }
}
