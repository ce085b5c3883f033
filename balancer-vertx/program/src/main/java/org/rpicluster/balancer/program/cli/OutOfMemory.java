package org.rpicluster.balancer.program.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.vertx.core.Vertx;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Ends the program when the heap is used up: what is left of it does nothing and answers nothing,
 * and the service manager is to start it again. An error is seen where a thread ends by it, where
 * Vert.x hands it over, and where any library logs it, whether or not the line is written. Where
 * none of that happens, a piece of memory is asked for each second. Any thread.
 *
 * <p>No object is made on the way out, and no hook is run.
 */
final class OutOfMemory extends TurboFilter {

  /** What a service manager sees; 1 and 2 are errors that a start would meet again. */
  static final int STATUS = 3;

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** More than what is left of a heap in which requests fail; less than half a region of G1. */
  private static final int PROBE_BYTES = 256 * 1024;

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private static final byte[] LINE =
      "balancer: out of memory, the heap is used up\n".getBytes(StandardCharsets.US_ASCII);

  private final Scheduler scheduler;

  private OutOfMemory(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Watches this process, and its event loops, until it ends. */
  static void watch(Vertx vertx) {
    // What is needed then is loaded now: there will be no room for a class.
    endIfUsedUp(new OutOfMemoryError("Direct buffer memory"));
    OutOfMemory watch = new OutOfMemory(Scheduler.daemon("balancer-memory"));
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught(before, thread, error));
    org.slf4j.Logger log = LoggerFactory.getLogger(OutOfMemory.class);
    vertx.exceptionHandler(error -> log.error("an error of the program's own", error));
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.addTurboFilter(watch);
    }
    watch.look();
  }

  private static void uncaught(
      Thread.@Nullable UncaughtExceptionHandler before, Thread thread, Throwable error) {
    endIfUsedUp(error);
    if (before != null) {
      before.uncaughtException(thread, error);
    } else {
      LoggerFactory.getLogger(OutOfMemory.class).error("{} has ended", thread.getName(), error);
    }
  }

  /** Each second. */
  private void look() {
    try {
      if (new byte[PROBE_BYTES].length == PROBE_BYTES) {
        scheduler.schedule(LOOK_NANOS, this::look);
      }
    } catch (OutOfMemoryError e) {
      end();
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable error) {
    if (error != null) {
      endIfUsedUp(error);
    } else if (parameters != null
        && parameters.length > 0
        && parameters[parameters.length - 1] instanceof Throwable last) {
      endIfUsedUp(last);
    }
    return FilterReply.NEUTRAL;
  }

  /** Ends the process if this is what has happened; returns otherwise. */
  static void endIfUsedUp(Throwable error) {
    if (HeapErrors.isUsedUp(error)) {
      end();
    }
  }

  /** One line, however many threads find it out. */
  private static synchronized void end() {
    try {
      ERR.write(LINE);
    } catch (IOException e) {
      // There is no one left to be told.
    } finally {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
