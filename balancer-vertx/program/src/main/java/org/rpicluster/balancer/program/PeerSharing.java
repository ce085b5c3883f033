package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.SharedJson;
import org.rpicluster.balancer.program.peers.SharedSettings;
import org.rpicluster.balancer.program.peers.group.PeerGroup;
import org.rpicluster.balancer.program.peers.group.PeerListener;
import org.rpicluster.balancer.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares edits with other balancers while the program runs: each edit is told as it is made, and
 * all that is known whenever one joins or a split has healed. Any thread; what waits is done on a
 * worker thread, one after the other.
 */
final class PeerSharing implements PeerListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerSharing.class);

  /** Another form of message, older or newer, is not understood. */
  private static final int FORMAT = 1;

  /** More than ten thousand members with all of their settings edited. */
  private static final int BYTES_MAX = 64 << 20;

  private static final long RETRY_MILLIS = 2_000;

  private final Vertx vertx;
  private final RunningEditor edits;
  private final RecurringFaults faults =
      new RecurringFaults(Scheduler.daemon("balancer-peers"), LOG::warn);
  private @Nullable PeerGroup group;
  private boolean isClosed;

  private PeerSharing(Vertx vertx, RunningEditor edits) {
    this.vertx = vertx;
    this.edits = edits;
  }

  /** Joins the others, without waiting for them. */
  static PeerSharing begin(Vertx vertx, PeerSettings settings, RunningEditor edits) {
    PeerSharing sharing = new PeerSharing(vertx, edits);
    edits.share(sharing::tell);
    sharing.later(() -> sharing.joinOrRetry(settings));
    return sharing;
  }

  private void later(Runnable work) {
    vertx.executeBlocking(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOG.error("peers: {}", e.getMessage(), e);
          }
          return null;
        },
        false);
  }

  /** The address may be another process' still, which hands over to this one, or not there yet. */
  private void joinOrRetry(PeerSettings settings) {
    try {
      join(settings);
    } catch (IllegalStateException e) {
      faults.occurred(String.valueOf(e.getMessage()));
      if (isOver()) {
        return;
      }
      vertx.setTimer(RETRY_MILLIS, any -> later(() -> joinOrRetry(settings)));
    }
  }

  private void join(PeerSettings settings) {
    PeerGroup joined = PeerGroup.join(settings, this);
    synchronized (this) {
      if (!isClosed) {
        group = joined;
        later(() -> tell(edits.shared()));
        return;
      }
    }
    joined.close();
  }

  private synchronized boolean isOver() {
    return isClosed;
  }

  private synchronized Optional<PeerGroup> group() {
    return Optional.ofNullable(group);
  }

  private void tell(SharedSettings settings) {
    JsonObject json =
        new JsonObject().put("format", FORMAT).put("settings", SharedJson.of(settings));
    byte[] message = json.toBuffer().getBytes();
    if (message.length > BYTES_MAX) {
      LOG.error("peers: {} bytes of edits are not told (expected: {})", message.length, BYTES_MAX);
      return;
    }
    group().ifPresent(joined -> later(() -> joined.send(message)));
  }

  @Override
  public void changed(List<String> names, boolean hasNew) {
    LOG.info("peers: {}: {}", names.size(), String.join(", ", names));
    if (hasNew) {
      later(() -> tell(edits.shared()));
    }
  }

  @Override
  public void received(String from, byte[] message) {
    later(() -> take(from, message));
  }

  private void take(String from, byte[] message) {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(message));
      if (json.getInteger("format", 0) == FORMAT) {
        edits.merge(SharedJson.read(json.getJsonArray("settings")), from);
        return;
      }
      LOG.warn("peers: {} is of another version, and is not understood", from);
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      LOG.warn("peers: {} is not understood: {}", from, e.getMessage());
    }
  }

  @Override
  public void refused(String why) {
    faults.occurred("peers: " + why);
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
