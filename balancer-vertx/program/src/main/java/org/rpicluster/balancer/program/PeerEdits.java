package org.rpicluster.balancer.program;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.SettingKey;
import org.rpicluster.balancer.program.peers.SharedSettings;
import org.rpicluster.balancer.program.state.SavedState;
import org.rpicluster.balancer.vertx.edit.ClusterRollout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edits that this balancer shares with its peers, if it has any: its own go to them, and theirs
 * are made here, each with a line in the log and in the list of edits. O(settings) each; under the
 * lock of its {@link RunningEditor}.
 */
final class PeerEdits {

  private static final Logger LOG = LoggerFactory.getLogger(PeerEdits.class);

  private final RunningClusters clusters;
  private final EditHistory history;
  private final Bring bring;
  private final BiConsumer<String, ClusterRollout> rollouts;
  private Optional<SharedEdits> shared = Optional.empty();

  /** Brings a cluster from what edits have said to what they say now. */
  @FunctionalInterface
  interface Bring {

    /**
     * It is to be so.
     *
     * @throws IllegalArgumentException if it cannot be; nothing has changed then
     */
    void to(ClusterSettings settings, ClusterOverlay before, ClusterOverlay next);
  }

  /**
   * Without peers yet.
   *
   * @param rollouts is told of roll-outs elsewhere
   */
  PeerEdits(
      RunningClusters clusters,
      EditHistory history,
      Bring bring,
      BiConsumer<String, ClusterRollout> rollouts) {
    this.rollouts = rollouts;
    this.clusters = clusters;
    this.history = history;
    this.bring = bring;
  }

  /** From now on there may be peers; without effect where that is known. */
  void begin(SavedState saved, Overlay edited) {
    if (shared.isEmpty()) {
      SharedEdits begun =
          saved.peers().map(SharedEdits::of).orElseGet(() -> SharedEdits.begun(edited));
      shared = Optional.of(begun);
      begun.rollouts().forEach(this::takeRollout);
    }
  }

  /** What a roll-out has said here; whether there are peers to share it with. */
  boolean rolledOut(String cluster, ClusterRollout rollout) {
    shared.ifPresent(edits -> edits.rolledOut(cluster, RolloutJson.of(rollout).encode()));
    return shared.isPresent();
  }

  private void takeRollout(String cluster, String value) {
    try {
      rollouts.accept(cluster, RolloutJson.read(new JsonObject(value)));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      LOG.warn("peers: {}: a roll-out is not understood: {}", cluster, e.getMessage());
    }
  }

  /** These peers are told of edits from now on; telling them may not wait. */
  void tell(Consumer<SharedSettings> peers) {
    shared.ifPresent(edits -> edits.tell(peers));
  }

  Optional<PeerState> state() {
    return shared.map(SharedEdits::state);
  }

  /** An edit was made here. */
  void edited(Overlay before, Overlay after) {
    shared.ifPresent(edits -> edits.edited(before, after));
  }

  /**
   * What holds with a configuration.
   *
   * @param before what was edited
   * @param kept what of it the configuration has not overtaken
   */
  Overlay over(Overlay before, Overlay kept, List<ClusterSettings> next) {
    edited(before, kept);
    return shared.map(edits -> edits.overlay(next)).orElse(kept);
  }

  /**
   * Another balancer has this one's id, as its state file is a copy: from now on it has another.
   */
  void renewNode() {
    shared.ifPresent(SharedEdits::renewNode);
  }

  /**
   * Takes what a peer knows, and does what it says.
   *
   * @param who its name
   * @return what is edited then; nothing if it was known
   */
  Optional<Overlay> take(SharedSettings theirs, String who, Overlay now) {
    if (shared.isEmpty() || shared.get().knows(theirs)) {
      return Optional.empty();
    }
    List<SettingKey> disputed = shared.get().merge(theirs);
    Map<String, String> rolledOut = shared.get().rollouts();
    rolledOut.keySet().retainAll(theirs.clustersOf(SettingKey.ROLLOUT));
    rolledOut.forEach(this::takeRollout);
    Overlay next = shared.get().overlay(clusters.settings());
    for (ClusterSettings settings : clusters.settings()) {
      bring(settings, now.of(settings.name()), next.of(settings.name()), who);
    }
    disputed.forEach(key -> sayDisputed(key, who));
    return Optional.of(next);
  }

  private void bring(
      ClusterSettings settings, ClusterOverlay before, ClusterOverlay next, String who) {
    if (before.equals(next)) {
      return;
    }
    try {
      bring.to(settings, before, next);
      OverlayChange change = OverlayChange.between(settings, before, next);
      history.add(settings.name(), change.member(), peer(who), change.words(), before, next);
      LOG.info("cluster {}: edit by {}: {}", settings.name(), peer(who), change.words());
    } catch (IllegalArgumentException e) {
      LOG.error(
          "cluster {}: an edit by {} cannot be made: {}",
          settings.name(),
          peer(who),
          e.getMessage());
    }
  }

  private void sayDisputed(SettingKey key, String who) {
    String holds = shared.get().settings().value(key);
    String said = holds.isEmpty() ? "what the configuration says" : holds;
    LOG.warn("peers: {}: edited on both sides of a split, {} holds", key, said);
    String what = key.setting() + ": edited on both sides of a split, " + said + " holds";
    history.add(
        key.cluster(), key.member(), peer(who), what, ClusterOverlay.NONE, ClusterOverlay.NONE);
  }

  private static String peer(String name) {
    return "peer " + name;
  }
}
