package org.rpicluster.balancer.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.PeerStatus;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.PeerBalancer;
import org.rpicluster.balancer.vertx.edit.PeerBalancers;

/**
 * The balancers that hear each other, as this one sees them: who is there since when, and what each
 * has said last. O(balancers); any thread.
 */
final class PeerTable implements PeerBalancers {

  private final Ticker ticker;

  // Guarded by this.
  private final Map<String, Instant> since = new HashMap<>();
  private final Map<String, PeerStatus> heard = new HashMap<>();
  private List<Peer> all = List.of();
  private String own = "";
  private Optional<PeerStatus> said = Optional.empty();

  PeerTable(Ticker ticker) {
    this.ticker = ticker;
  }

  /** What this one says of itself. */
  synchronized void says(PeerStatus status) {
    said = Optional.of(status);
  }

  /**
   * These are there now.
   *
   * @return what those said that have left
   */
  synchronized List<PeerStatus> changed(Peer self, List<Peer> now) {
    own = self.key();
    all = List.copyOf(now);
    List<String> keys = now.stream().map(Peer::key).toList();
    since.keySet().retainAll(keys);
    keys.forEach(key -> since.computeIfAbsent(key, any -> ticker.now()));
    List<PeerStatus> left = new ArrayList<>();
    heard.forEach(
        (key, status) -> {
          if (!keys.contains(key)) {
            left.add(status);
          }
        });
    heard.keySet().retainAll(keys);
    return left;
  }

  /**
   * One has said how it stands.
   *
   * @return what it had said before
   */
  synchronized Optional<PeerStatus> heard(Peer from, PeerStatus status) {
    boolean isThere = since.containsKey(from.key());
    return isThere ? Optional.ofNullable(heard.put(from.key(), status)) : Optional.empty();
  }

  /** What all others have said last. */
  synchronized List<PeerStatus> others() {
    return List.copyOf(heard.values());
  }

  @Override
  public synchronized List<PeerBalancer> now() {
    if (all.isEmpty()) {
      return said.stream().map(it -> balancer(it, true, Optional.empty())).toList();
    }
    return all.stream().map(this::balancer).toList();
  }

  private PeerBalancer balancer(Peer peer) {
    boolean isOwn = peer.key().equals(own);
    Optional<Instant> time = Optional.ofNullable(since.get(peer.key()));
    Optional<PeerStatus> status = isOwn ? said : Optional.ofNullable(heard.get(peer.key()));
    return status
        .map(it -> balancer(it, isOwn, time))
        .orElseGet(
            () ->
                new PeerBalancer(
                    "", peer.name(), "", isOwn, Optional.empty(), time, false, Map.of()));
  }

  private PeerBalancer balancer(PeerStatus status, boolean isOwn, Optional<Instant> time) {
    boolean isSame = said.filter(own -> own.digest().equals(status.digest())).isPresent() || isOwn;
    return new PeerBalancer(
        status.node(),
        status.name(),
        status.address(),
        isOwn,
        status.holdsAddress(),
        time,
        isSame,
        status.unwell());
  }
}
