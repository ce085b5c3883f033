package org.rpicluster.balancer.program.peers.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.program.peers.Peer;

/**
 * The balancers that were heard lately, this one among them. One takes part once it has said this
 * one's key, which none could know before this one began: so it was said now, and is no record of
 * another day. A message that comes once more, or late, is none. O(balancers) to list, O(1) to
 * hear; for one thread.
 */
final class HeardPeers {

  /** More than anyone has; each costs some hundred bytes. */
  static final int PEERS_MAX = 1_000;

  /** Each of them may have begun again so often. */
  private static final int NUMBERS_MAX = 10 * PEERS_MAX;

  private final long silenceNanos;
  private final Peer own;
  private final Map<String, Heard> heard = new HashMap<>();

  /** When those were heard last that have not said this one's key yet. */
  private final Map<String, Long> unproven = new LinkedHashMap<>();

  /** When those were heard last that ask whether this one is there now. */
  private final Map<String, Long> asking = new LinkedHashMap<>();

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
    /** One that was heard already, or comes late, or is this one's own, or may be a record. */
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
    boolean asks = said.asked().contains(own.key());
    if (!asks && !numbers.containsKey(key) && !said.answered().contains(own.key())) {
      return unproven(key, nowNanos);
    }
    unproven.remove(key);
    note(asking, key, asks, nowNanos);
    number(key, said.number());
    Heard before = heard.put(key, new Heard(said.from(), nowNanos));
    return before == null ? What.NEW : What.KNOWN;
  }

  private What unproven(String key, long nowNanos) {
    note(unproven, key, unproven.size() < PEERS_MAX || unproven.containsKey(key), nowNanos);
    return What.OLD;
  }

  private static void note(Map<String, Long> of, String key, boolean isSo, long nowNanos) {
    if (isSo) {
      of.put(key, nowNanos);
    } else {
      of.remove(key);
    }
  }

  private void number(String key, long number) {
    numbers.remove(key);
    numbers.put(key, number); // the last of them, which are forgotten last
    if (numbers.size() > NUMBERS_MAX) {
      numbers.remove(numbers.keySet().iterator().next());
    }
  }

  /** Those that this one asks whether they are there now. */
  List<String> asked() {
    return List.copyOf(unproven.keySet());
  }

  /** Those that ask this one. */
  List<String> answered() {
    return List.copyOf(asking.keySet());
  }

  /**
   * Forgets those that are silent.
   *
   * @return whether there was one that took part
   */
  boolean forget(long nowNanos) {
    unproven.values().removeIf(nanos -> nowNanos - nanos > silenceNanos);
    asking.values().removeIf(nanos -> nowNanos - nanos > silenceNanos);
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
