package org.rpicluster.balancer.program;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.group.PeerGroup;
import org.rpicluster.balancer.program.peers.group.PeerListener;

/**
 * Joins the others and stays with them: where that cannot be done, it is tried again every two
 * seconds. Any thread.
 */
final class PeerLink implements AutoCloseable {

  private static final long RETRY_MILLIS = 2_000;

  private final PeerSettings settings;
  private final PeerThread thread;
  private final PeerListener listener;
  private final Consumer<String> faults;

  // Guarded by this.
  private @Nullable PeerGroup group;
  private boolean isClosed;

  /**
   * Not joined yet.
   *
   * @param faults is told why it cannot join, each time
   */
  PeerLink(
      PeerSettings settings, PeerThread thread, PeerListener listener, Consumer<String> faults) {
    this.settings = settings;
    this.thread = thread;
    this.listener = listener;
    this.faults = faults;
  }

  /**
   * Joins, or tries it again later: the address may be another process' still, which hands over to
   * this one, or not there yet. Blocks for a second or two.
   *
   * @param then what follows once it has joined
   */
  void join(Runnable then) {
    try {
      PeerGroup joined = PeerGroup.join(settings, listener);
      if (isKept(joined)) {
        then.run();
      } else {
        joined.close();
      }
    } catch (IllegalStateException e) {
      faults.accept(String.valueOf(e.getMessage()));
      thread.after(RETRY_MILLIS, () -> join(then));
    }
  }

  private synchronized boolean isKept(PeerGroup joined) {
    if (!isClosed) {
      group = joined;
    }
    return !isClosed;
  }

  private synchronized Optional<PeerGroup> group() {
    return Optional.ofNullable(group);
  }

  /** Tells all others, if there is a group; one that is left meanwhile is told no more. */
  void send(byte[] message) {
    try {
      group().ifPresent(joined -> joined.send(message));
    } catch (IllegalStateException e) {
      if (!isOver()) {
        faults.accept("peers: nothing can be told: " + e.getMessage());
      }
    }
  }

  private synchronized boolean isOver() {
    return isClosed;
  }

  /** The names of members may have got other addresses. */
  void resolveAgain() {
    group().ifPresent(PeerGroup::resolveAgain);
  }

  /** Leaves. */
  @Override
  public void close() {
    Optional<PeerGroup> joined;
    synchronized (this) {
      isClosed = true;
      joined = group();
    }
    joined.ifPresent(PeerGroup::close);
  }
}
