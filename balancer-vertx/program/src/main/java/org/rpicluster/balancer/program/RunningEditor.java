package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.SharedSettings;
import org.rpicluster.balancer.program.state.SavedState;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.ClusterRollout;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditJournal;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.edit.PeerBalancers;
import org.rpicluster.balancer.vertx.edit.Reloader;
import org.rpicluster.balancer.vertx.edit.RolloutReports;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes operators' edits, and keeps them on top of the configuration. One lock: edits and reloads
 * take turns, so that none loses another. An edit costs O(members); it is made on a worker thread,
 * as it may have to wait for a reload. Any thread.
 */
final class RunningEditor implements Editor {

  private static final Logger LOG = LoggerFactory.getLogger(RunningEditor.class);

  /** No request waits for a member to leave; it is as fresh as people look. */
  private static final long LEAVING_MILLIS = 200;

  private final Vertx vertx;
  private final MemoryAccount memory;
  private final Supplier<Future<Void>> stored;

  private final RolloutReports rollouts = new RolloutReports(this::rolledOut);
  private final RunningClusters clusters;
  private final EditHistory history;
  private final EditJournal journal;

  // Written under this lock; the journal reads the second without it.
  private SavedState saved;
  private volatile Overlay overlay;
  private boolean awaitsLeaving;
  private final PeerEdits shared;

  private volatile PeerBalancers balancers = PeerBalancers.NONE;
  private volatile Optional<Reloader> reloader = Optional.empty();

  /** The cluster in which an edit is being made, which says in the log itself what it was. */
  private volatile String editing = "";

  /**
   * Without any cluster yet.
   *
   * @param memory the account of what clients make the program hold
   * @param saved what was edited, counted and learnt before
   * @param stored asked after each edit: completes when it is where it is meant to last
   */
  RunningEditor(
      Vertx vertx, MemoryAccount memory, SavedState saved, Supplier<Future<Void>> stored) {
    this.vertx = vertx;
    this.memory = memory;
    this.saved = saved;
    this.overlay = saved.edits();
    clusters = new RunningClusters(saved.found());
    this.stored = stored;
    history = new EditHistory(Ticker.system(), saved.made());
    journal = new RunningJournal(history, () -> overlay, clusters);
    shared = new PeerEdits(clusters, history, this::bring, rollouts::take);
  }

  /** All that has been edited, counted and learnt. */
  synchronized SavedState state() {
    return new SavedState(
        overlay, clusters.learnt(), history.latest(), shared.state(), clusters.found());
  }

  /**
   * Makes all that a configuration asks for, and of what was edited all that it has not overtaken.
   *
   * @param before what is live, if anything
   * @throws Fault if it cannot be had; nothing has been changed then
   */
  synchronized RunningConfiguration assemble(
      Configuration next, Optional<RunningConfiguration> before) {
    FoundMembers found = RunningClusters.settled(clusters.found(), next.clusters(), overlay);
    Overlay kept = kept(next, next.clusters().stream().map(found::on).toList());
    RunningConfiguration assembled =
        Assembly.assemble(
            vertx,
            memory,
            next,
            before,
            settings -> clusters.asRun(settings, found, kept, before),
            saved::learntIn,
            this,
            cluster -> cluster.equals(editing));
    // A cluster that comes with a reload is a new one.
    saved = SavedState.NONE;
    overlay = kept;
    clusters.find(found);
    clusters.become(assembled);
    awaitLeaving();
    return assembled;
  }

  /** Of what was edited, here or by peers, all that a configuration has not overtaken. */
  private Overlay kept(Configuration next, List<ClusterSettings> of) {
    Overlay kept = overlay.over(of, LOG::warn);
    next.peers().ifPresent(any -> shared.begin(saved, overlay));
    return shared.over(overlay, kept, of);
  }

  /** Says how each cluster begins. */
  synchronized void announce() {
    clusters.announce(overlay);
  }

  /** Members were found, or have vanished; what is edited holds on top of it. */
  void find(UnaryOperator<FoundMembers> change) {
    if (takeFound(change)) {
      stored.get();
    }
  }

  private synchronized boolean takeFound(UnaryOperator<FoundMembers> change) {
    FoundMembers before = clusters.found();
    clusters.find(RunningClusters.settled(change.apply(before), clusters.settings(), overlay));
    if (clusters.found().equals(before)) {
      return false;
    }
    List<ClusterSettings> now = clusters.settings();
    // What peers have edited of a member that was not known until now, is edited in it now.
    Overlay edited = shared.over(overlay, overlay, now);
    now.forEach(of -> clusters.bring(of, overlay.of(of.name()), edited.of(of.name())));
    overlay = edited;
    awaitLeaving();
    return true;
  }

  @Override
  public Future<Void> make(Edit edit, String who) {
    Callable<Void> making = Executors.callable(() -> change(edit, who), null);
    return vertx.executeBlocking(making, false).compose(made -> stored.get());
  }

  private synchronized void change(Edit edit, String who) {
    String cluster = edit.cluster();
    Balancer balancer = clusters.balancer(cluster);
    ClusterSettings settings = clusters.configured(cluster);
    ClusterOverlay before = overlay.of(cluster);
    ClusterOverlay next =
        history.after(edit, settings, before, RunningClusters.lingering(balancer));
    String what = history.words(edit, balancer, before.strategyOf(settings));
    bring(settings, before, next);
    if (edit instanceof Edit.RecoverMember recover) {
      balancer.recover(recover.id());
    }
    Overlay after = overlay.with(cluster, next);
    shared.edited(overlay, after);
    overlay = after;
    history.add(edit, who, what, before, next);
    LOG.info("cluster {}: edit by {}: {}", cluster, who, what);
    awaitLeaving();
  }

  /** Brings a cluster to what edits say; what follows from it is no news in the log. */
  private void bring(ClusterSettings settings, ClusterOverlay before, ClusterOverlay next) {
    editing = settings.name();
    try {
      clusters.bring(settings, before, next);
    } finally {
      editing = "";
    }
  }

  /**
   * Begins to share.
   *
   * @param peers are told of edits from now on; telling them may not wait
   * @param seen all balancers, for the manager
   */
  synchronized void share(Consumer<SharedSettings> peers, PeerBalancers seen) {
    shared.tell(peers);
    balancers = seen;
  }

  /** So many balancers share limits now. */
  synchronized void shared(LimitShare share) {
    if (!share.equals(clusters.share())) {
      clusters.share(share);
      LOG.info("limits of members and queues are divided by {}", share.balancers());
      letLeave();
    }
  }

  private void rolledOut(String cluster, ClusterRollout rollout) {
    boolean isShared;
    synchronized (this) {
      isShared = shared.rolledOut(cluster, rollout);
    }
    if (isShared) {
      stored.get();
    }
  }

  /** The clusters that run. */
  RunningClusters clusters() {
    return clusters;
  }

  /** All that is shared, as it is known here; nothing where there are no peers. */
  synchronized Optional<PeerState> shared() {
    return shared.state();
  }

  /** Another balancer has this one's id: from now on this one has another. */
  synchronized void renewNode() {
    shared.renewNode();
  }

  /** Takes what a peer of this name knows, and does what it says. */
  void merge(SharedSettings theirs, String who) {
    if (take(theirs, who)) {
      stored.get();
    }
  }

  private synchronized boolean take(SharedSettings theirs, String who) {
    Optional<Overlay> next = shared.take(theirs, who, overlay);
    next.ifPresent(now -> overlay = now);
    awaitLeaving();
    return next.isPresent();
  }

  /** This reads the configuration again when a manager is asked to. */
  void reloadedBy(Reloader reader) {
    reloader = Optional.of(reader);
  }

  @Override
  public Optional<Reloader> reloader() {
    return reloader;
  }

  @Override
  public EditJournal journal() {
    return journal;
  }

  @Override
  public Optional<RolloutReports> rollouts() {
    return Optional.of(rollouts);
  }

  @Override
  public Map<String, String> policiesOf(String cluster) {
    return ClusterPolicies.inWords(clusters.settings(), cluster);
  }

  @Override
  public PeerBalancers peers() {
    return () -> balancers.now();
  }

  /** Looks again, as long as a member leaves: the end of a request is not told. */
  private void awaitLeaving() {
    boolean leaving = clusters.isMemberLeaving(overlay);
    if (leaving && !awaitsLeaving) {
      awaitsLeaving = true;
      vertx.setTimer(LEAVING_MILLIS, any -> vertx.executeBlocking(this::letLeave, false));
    }
  }

  private synchronized boolean letLeave() {
    awaitsLeaving = false;
    for (ClusterSettings settings : clusters.settings()) {
      ClusterOverlay edits = overlay.of(settings.name());
      clusters.bring(settings, edits, edits);
    }
    awaitLeaving();
    return true;
  }
}
