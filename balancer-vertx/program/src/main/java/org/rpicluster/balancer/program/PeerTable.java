package org.rpicluster.balancer.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.Standing;
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
  private final Map<String, Standing> heard = new HashMap<>();
  private List<Peer> all = List.of();
  private String own = "";
  private Optional<Standing> said = Optional.empty();

  PeerTable(Ticker ticker) {
    this.ticker = ticker;
  }

  /** What this one says of itself. */
  synchronized void says(Standing standing) {
    said = Optional.of(standing);
  }

  /**
   * These are there now.
   *
   * @return what those said that have left
   */
  synchronized List<Standing> changed(Peer self, List<Peer> now) {
    own = self.key();
    all = List.copyOf(now);
    List<String> keys = now.stream().map(Peer::key).toList();
    since.keySet().retainAll(keys);
    keys.forEach(key -> since.computeIfAbsent(key, any -> ticker.now()));
    List<Standing> left = new ArrayList<>();
    heard.forEach(
        (key, standing) -> {
          if (!keys.contains(key)) {
            left.add(standing);
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
  synchronized Optional<Standing> heard(Peer from, Standing standing) {
    boolean isThere = since.containsKey(from.key());
    return isThere ? Optional.ofNullable(heard.put(from.key(), standing)) : Optional.empty();
  }

  /** What all others have said last. */
  synchronized List<Standing> others() {
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
    Optional<Standing> standing = isOwn ? said : Optional.ofNullable(heard.get(peer.key()));
    return standing
        .map(it -> balancer(it, isOwn, time))
        .orElseGet(
            () ->
                new PeerBalancer(
                    "", peer.name(), "", isOwn, Optional.empty(), time, false, Map.of()));
  }

  private PeerBalancer balancer(Standing standing, boolean isOwn, Optional<Instant> time) {
    boolean isSame =
        said.filter(own -> own.digest().equals(standing.digest())).isPresent() || isOwn;
    return new PeerBalancer(
        standing.node(),
        standing.name(),
        standing.address(),
        isOwn,
        standing.holdsAddress(),
        time,
        isSame,
        standing.unwell());
  }
}
