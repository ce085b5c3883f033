package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.StateSettings;
import org.rpicluster.balancer.program.state.SavedState;
import org.rpicluster.balancer.program.state.StateFile;
import org.rpicluster.balancer.program.state.StateStore;
import org.rpicluster.balancer.time.Ticker;

/**
 * The state that outlives the program, from its reading before the start to its last writing; none,
 * where the configuration names no file for it. For the main thread, but for {@link #stored}.
 */
final class StateKeeper implements AutoCloseable {

  /** A disk that takes longer takes for ever. */
  private static final Duration WRITING = Duration.ofSeconds(10);

  private final Optional<StateSettings> settings;
  private final SavedState saved;
  private Optional<StateFile> file;
  private volatile @Nullable StateStore store;

  private StateKeeper(
      Optional<StateSettings> settings, Optional<StateFile> file, SavedState saved) {
    this.settings = settings;
    this.file = file;
    this.saved = saved;
  }

  /**
   * Takes hold of the file, and reads what it has.
   *
   * @throws Fault if it cannot be had
   */
  static StateKeeper open(Optional<StateSettings> settings) {
    if (settings.isEmpty()) {
      return new StateKeeper(settings, Optional.empty(), SavedState.NONE);
    }
    try {
      StateFile file = StateFile.open(settings.get().file());
      SavedState saved = file.read(Ticker.system().now()).orElse(SavedState.NONE);
      return new StateKeeper(settings, Optional.of(file), saved);
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }

  /** What was kept. */
  SavedState saved() {
    return saved;
  }

  /**
   * Keeps state from now on.
   *
   * @param now what is to be kept
   */
  void begin(Vertx vertx, Supplier<SavedState> now) {
    file.ifPresent(open -> store = new StateStore(vertx, open, now));
    // What the configuration has overtaken is not to come back with its next change.
    stored();
  }

  /** Completes when what holds now is stored; at once, if it need not be. */
  Future<Void> stored() {
    StateStore begun = store;
    return begun == null ? Future.succeededFuture() : begun.stored();
  }

  /**
   * Takes hold of the file again, after {@link #close}, and goes on.
   *
   * @throws Fault if another process has it
   */
  void resume(Vertx vertx, Supplier<SavedState> now) {
    try {
      file = settings.map(each -> StateFile.open(each.file()));
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
    begin(vertx, now);
  }

  /** Stores for the last time, if it has begun, and lets go of the file. */
  @Override
  public void close() {
    StateStore begun = store;
    if (begun != null) {
      BlockingWait.upTo(WRITING, begun.close());
    }
    file.ifPresent(StateFile::close);
    file = Optional.empty();
  }
}
