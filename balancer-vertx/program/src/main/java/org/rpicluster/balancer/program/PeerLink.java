package org.rpicluster.balancer.program;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.peers.PeerTransport;

/**
 * Joins the others and stays with them: where that cannot be done, it is tried again every two
 * seconds. Any thread.
 */
final class PeerLink implements AutoCloseable {

  private static final long RETRY_MILLIS = 2_000;

  private final Supplier<PeerTransport> joining;
  private final PeerThread thread;
  private final Consumer<String> faults;

  // Guarded by this.
  private @Nullable PeerTransport group;
  private boolean isClosed;

  /**
   * Not joined yet.
   *
   * @param joining joins, or throws an {@link IllegalStateException}; it may block
   * @param faults is told why it cannot join, each time
   */
  PeerLink(Supplier<PeerTransport> joining, PeerThread thread, Consumer<String> faults) {
    this.joining = joining;
    this.thread = thread;
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
      PeerTransport joined = joining.get();
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

  private synchronized boolean isKept(PeerTransport joined) {
    if (!isClosed) {
      group = joined;
    }
    return !isClosed;
  }

  private synchronized Optional<PeerTransport> group() {
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
    group().ifPresent(PeerTransport::resolveAgain);
  }

  /** Leaves. */
  @Override
  public void close() {
    Optional<PeerTransport> joined;
    synchronized (this) {
      isClosed = true;
      joined = group();
    }
    joined.ifPresent(PeerTransport::close);
  }
}
