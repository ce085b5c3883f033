package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.PeerListener;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.PeerStatus;
import org.rpicluster.balancer.program.peers.PeerTransport;
import org.rpicluster.balancer.program.peers.SharedSettings;
import org.rpicluster.balancer.program.peers.group.PeerGroup;
import org.rpicluster.balancer.program.peers.store.StoreGroup;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares edits with other balancers while the program runs: each edit is told as it is made, all
 * that is known whenever one joins or a split has healed, and its status within a second or two of
 * each change. One that hears that another knows other edits tells all that it knows: so nothing
 * depends on one message. Any thread; what is done for it is done on one of its own.
 */
final class PeerSharing implements PeerListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerSharing.class);

  /** More than ten thousand members with all of their settings edited. */
  private static final int BYTES_MAX = 64 << 20;

  /** How often it is looked how this balancer stands. */
  private static final long LOOK_MILLIS = 1_000;

  /** A name may get another address. */
  private static final int RESOLVE_LOOKS = 30;

  /** Edits that are on their way need no answer: all that is known is told so often at most. */
  private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Of more balancers than these not each tells all that it knows to one that knows less. */
  private static final int TELLING = 10;

  private final PeerSettings settings;
  private final RunningEditor edits;
  private final Chance chance = Chance.system();
  private final Ticker ticker = Ticker.system();
  private final RecurringFaults faults =
      new RecurringFaults(Scheduler.daemon("balancer-peers-faults"), LOG::warn);
  private final PeerTable table = new PeerTable(ticker);
  private final PeerThread thread;
  private final PeerLink link;

  // For the thread alone.
  private final PeerOpinions opinions;
  private final OwnStatus own;
  private final StatusNews news = new StatusNews();
  private int looks;
  private long toldNanos;

  private PeerSharing(Vertx vertx, PeerSettings settings, RunningEditor edits) {
    this.settings = settings;
    this.edits = edits;
    thread = new PeerThread(vertx);
    link = new PeerLink(() -> joined(vertx), thread, faults::occurred);
    opinions = new PeerOpinions(settings.opinions(), edits.clusters());
    own = new OwnStatus(settings, opinions);
    toldNanos = ticker.nanos() - TOLD_NANOS;
  }

  private PeerTransport joined(Vertx vertx) {
    return settings.store().isPresent()
        ? StoreGroup.join(vertx, settings, settings.store().get(), this)
        : PeerGroup.join(settings, this);
  }

  /** Joins the others, without waiting for them. */
  static PeerSharing begin(Vertx vertx, PeerSettings settings, RunningEditor edits) {
    PeerSharing sharing = new PeerSharing(vertx, settings, edits);
    edits.share(some -> sharing.thread.run(() -> sharing.tell(some)), sharing.table);
    sharing.thread.run(sharing::look);
    sharing.thread.run(() -> sharing.link.join(sharing::tellAll));
    return sharing;
  }

  private void look() {
    try {
      edits.shared().ifPresent(this::look);
      if (++looks % RESOLVE_LOOKS == 0) {
        link.resolveAgain();
      }
    } finally {
      thread.after(LOOK_MILLIS, this::look);
    }
  }

  private void look(PeerState known) {
    PeerStatus now = own.with(known);
    table.says(now);
    if (news.isToldAt(now)) {
      link.send(PeerMessages.of(now));
    }
  }

  private void tell(SharedSettings some) {
    byte[] message = PeerMessages.of(some);
    if (message.length > BYTES_MAX) {
      LOG.error("peers: {} bytes of edits are not told (expected: {})", message.length, BYTES_MAX);
    } else {
      link.send(message);
    }
  }

  /** All that is known, and how this balancer stands. */
  private void tellAll() {
    edits
        .shared()
        .ifPresent(
            known -> {
              tell(known.settings());
              link.send(PeerMessages.of(own.with(known)));
            });
  }

  @Override
  public void changed(Peer self, List<Peer> all, boolean hasNew) {
    String names = all.stream().map(Peer::name).collect(Collectors.joining(", "));
    LOG.info("peers: {}: {}", all.size(), names);
    List<PeerStatus> left = table.changed(self, all);
    thread.run(() -> left.forEach(last -> opinions.left(last, table.others())));
    if (settings.divide()) {
      thread.run(() -> edits.shared(new LimitShare(all.size())));
    }
    if (hasNew) {
      thread.run(this::tellAll);
    }
  }

  @Override
  public void received(Peer from, byte[] message) {
    thread.run(() -> take(from, message));
  }

  private void take(Peer from, byte[] message) {
    try {
      PeerMessages.read(
          message, some -> edits.merge(some, from.name()), status -> heard(from, status));
    } catch (IllegalArgumentException e) {
      String line = "peers: " + from.name() + " is not understood: " + e.getMessage();
      faults.occurred("not understood", line, null);
    }
  }

  private void heard(Peer from, PeerStatus now) {
    Optional<PeerState> known = edits.shared();
    if (known.filter(mine -> mine.node().equals(now.node())).isPresent()) {
      LOG.warn("peers: {} has a copy of this one's state file: its id is another now", from.name());
      edits.renewNode();
    }
    PeerStatus before = table.heard(from, now).orElse(PeerStatus.NONE);
    opinions.heard(before, now, table.others());
    boolean isSame =
        known.filter(mine -> own.digestOf(mine.settings()).equals(now.digest())).isPresent();
    if (!isSame && isAsked() && ticker.nanos() - toldNanos >= TOLD_NANOS) {
      toldNanos = ticker.nanos();
      tellAll();
    }
  }

  /**
   * Of many that know more than one, some tell it; where by chance none does, its next word asks.
   */
  private boolean isAsked() {
    int others = table.others().size();
    return others <= TELLING || chance.below(others) < TELLING;
  }

  @Override
  public void refused(String why) {
    faults.occurred("peers: " + why);
  }

  /** Leaves. */
  @Override
  public void close() {
    link.close();
    thread.close();
  }
}
