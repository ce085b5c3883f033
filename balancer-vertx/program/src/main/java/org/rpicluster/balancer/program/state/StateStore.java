package org.rpicluster.balancer.program.state;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.edit.EditNotStored;
import org.rpicluster.balancer.vertx.fault.SystemError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the state: soon after it is asked for, every ten minutes, and at the end; on a thread of
 * its own, and only if it has changed.
 *
 * <p>Many who ask at once share one writing: a call while one is under way waits for the next one,
 * which begins when that has ended and has all that was done until then. So there is never more
 * than one under way and one to come. O(members) each; any thread, never waiting.
 */
public final class StateStore {

  private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);

  /** How soon a disk that has failed is tried again. */
  private static final long LOOK_MILLIS = 10_000;

  /**
   * How many looks there are from one writing of what is counted to the next: ten minutes, as much
   * as a crash may cost of it. More often would wear an SD card, for numbers that are not missed;
   * edits are written at once.
   */
  private static final int LOOKS = 60;

  private final Vertx vertx;
  private final StateFile file;
  private final Supplier<SavedState> state;
  private final WorkerExecutor worker;
  private final long timer;

  // Guarded by this.
  private boolean writing;
  private @Nullable Promise<Void> next;

  // Written by the worker alone.
  private HashCode written = HashCode.fromInt(0);
  private volatile boolean failing;

  // Confined to the timer.
  private int looks;

  /**
   * A store that writes by itself from now on.
   *
   * @param state what is to be kept; asked for on the store's own thread
   */
  public StateStore(Vertx vertx, StateFile file, Supplier<SavedState> state) {
    this.vertx = vertx;
    this.file = file;
    this.state = state;
    worker = vertx.createSharedWorkerExecutor("balancer-state", 1);
    timer = vertx.setPeriodic(LOOK_MILLIS, any -> look());
  }

  private void look() {
    looks = (looks + 1) % LOOKS;
    if (failing || looks == 0) {
      stored();
    }
  }

  /**
   * Stores what holds now.
   *
   * @return completes when it is on the disk; fails with {@link EditNotStored}
   */
  public synchronized Future<Void> stored() {
    if (next == null) {
      next = Promise.promise();
    }
    Future<Void> future = next.future();
    if (!writing) {
      begin(next);
    }
    return future;
  }

  /** Guarded by this. */
  private void begin(Promise<Void> asked) {
    writing = true;
    next = null;
    writing()
        .onComplete(
            result -> {
              ended();
              asked.handle(result.mapEmpty());
            });
  }

  private Future<Boolean> writing() {
    try {
      return worker.executeBlocking(this::write);
    } catch (IllegalStateException e) {
      return Future.failedFuture(new EditNotStored("the balancer stops"));
    }
  }

  private synchronized void ended() {
    writing = false;
    if (next != null) {
      begin(next);
    }
  }

  private boolean write() {
    try {
      byte[] text = StateText.encode(state.get());
      HashCode now = Hashing.sha256().hashBytes(text);
      if (failing || !now.equals(written)) {
        file.write(text);
        written = now;
      }
    } catch (IOException | RuntimeException e) {
      throw notStored(e);
    }
    if (failing) {
      failing = false;
      LOG.info("{}: is written again", file.path());
    }
    return true;
  }

  /** Says so once: the next try is in a few seconds, and the one after it. */
  private EditNotStored notStored(Exception e) {
    String reason = SystemError.describe(e);
    if (!failing) {
      failing = true;
      LOG.error("{}: not written, edits would be forgotten: {}", file.path(), reason);
    }
    return new EditNotStored(reason);
  }

  /** Stores for the last time, and ends. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return stored().eventually(() -> worker.close());
  }
}
