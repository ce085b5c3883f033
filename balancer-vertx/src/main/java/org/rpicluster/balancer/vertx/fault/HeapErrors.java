package org.rpicluster.balancer.vertx.fault;

import io.netty.util.internal.OutOfDirectMemoryError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the errors which say that the heap is used up, after which nothing can be taken for
 * granted. That there is no room for a buffer outside the heap is none: it fails what needed it,
 * and no more. Stateless; any thread; makes no object.
 */
public final class HeapErrors {

  /** Deep enough for what libraries wrap around it; a circle of causes has an end, too. */
  private static final int CAUSES_MAX = 8;

  private static final Logger LOG = LoggerFactory.getLogger(HeapErrors.class);

  private HeapErrors() {}

  /** Whether it is one, or was caused by one. */
  public static boolean isUsedUp(Throwable error) {
    Throwable cause = error;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
      if (cause instanceof OutOfMemoryError && !isOfBuffers(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Where whatever was thrown is dealt with, this is not: it is logged, and thrown on. */
  public static void rethrowIfUsedUp(Throwable error) {
    if (isUsedUp(error)) {
      LOG.error("the heap is used up", error);
      if (error instanceof Error fatal) {
        throw fatal;
      }
      throw new IllegalStateException(error);
    }
  }

  /** Netty's own, or the JDK's, which has no type of its own. */
  private static boolean isOfBuffers(Throwable error) {
    String message = error.getMessage();
    return error instanceof OutOfDirectMemoryError
        || message != null
            && (message.startsWith("Cannot reserve") || message.startsWith("Direct buffer"));
  }
}
