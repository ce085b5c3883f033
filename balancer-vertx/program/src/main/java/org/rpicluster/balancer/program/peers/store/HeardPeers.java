package org.rpicluster.balancer.program.peers.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.program.peers.Peer;

/**
 * The balancers that were heard lately, this one among them. A message that comes once more, or
 * late, is none. O(balancers) to list, O(1) to hear; for one thread.
 */
final class HeardPeers {

  /** More than anyone has; each costs some hundred bytes. */
  static final int PEERS_MAX = 1_000;

  /** Each of them may have begun again so often. */
  private static final int NUMBERS_MAX = 10 * PEERS_MAX;

  private final long silenceNanos;
  private final Peer own;
  private final Map<String, Heard> heard = new HashMap<>();

  /** Also of those that are gone: what they said is not said again. */
  private final Map<String, Long> numbers = new LinkedHashMap<>();

  /** With this one alone. */
  HeardPeers(Peer own, long silenceNanos) {
    this.own = own;
    this.silenceNanos = silenceNanos;
  }

  private record Heard(Peer peer, long nanos) {}

  /** What a message is. */
  enum What {
    /** One that was heard already, or comes late, or is this one's own. */
    OLD,
    /** Of one that is known. */
    KNOWN,
    /** Of one that was not there. */
    NEW
  }

  /** A message was heard. */
  What heard(Seal.Said said, long nowNanos) {
    String key = said.from().key();
    boolean isOld = key.equals(own.key()) || said.number() <= numbers.getOrDefault(key, -1L);
    if (isOld || heard.size() >= PEERS_MAX && !heard.containsKey(key)) {
      return What.OLD;
    }
    numbers.put(key, said.number());
    if (numbers.size() > NUMBERS_MAX) {
      numbers.remove(numbers.keySet().iterator().next());
    }
    Heard before = heard.put(key, new Heard(said.from(), nowNanos));
    return before == null ? What.NEW : What.KNOWN;
  }

  /**
   * Forgets those that are silent.
   *
   * @return whether there was one
   */
  boolean forget(long nowNanos) {
    return heard.values().removeIf(each -> nowNanos - each.nanos() > silenceNanos);
  }

  /** All that are there, by their names. */
  List<Peer> all() {
    List<Peer> all = new ArrayList<>(heard.values().stream().map(Heard::peer).toList());
    all.add(own);
    all.sort(Comparator.comparing(Peer::name).thenComparing(Peer::key));
    return all;
  }
}
