package org.rpicluster.balancer.pick;

import java.util.Arrays;

/**
 * The request for which a member is picked, as a strategy sees it, and the members that it must not
 * get. One object serves a request through all its attempts, and may serve the next request after
 * {@link #clear}; nothing is allocated while it excludes few. For one thread at a time.
 */
public final class PickContext {

  /** A request is rarely tried on more members than this; the array grows if it is. */
  private static final int EXCLUDED_USUALLY = 4;

  private static final int[] NONE = {};

  private int[] excluded = NONE;
  private int excludedCount;
  private Candidate taken = Candidate.NONE;
  private String route = "";
  private boolean strict;
  private boolean hasHashKey;
  private long hashKey;
  private long nowNanos;
  private boolean hasAsked;
  private long asked;
  private long askedExactly;

  /** A context for a request of which nothing is known. */
  public PickContext() {}

  /**
   * What a hashing strategy shall go by, such as the client's address or a session's name: requests
   * with the same key get the same member while it lasts. Only its hash is kept.
   */
  public void hashKey(CharSequence key) {
    hashKey(KeyHash.of(key));
  }

  /** Like {@link #hashKey(CharSequence)}, with the hash of the key. */
  public void hashKey(long hash) {
    hashKey = hash;
    hasHashKey = true;
  }

  /**
   * The route of a sticky request: the member that it names has it, if it can serve.
   *
   * @param route empty for none
   * @param strict whether no other member may have it: Apache's {@code nofailover}
   */
  public void route(String route, boolean strict) {
    this.route = route;
    this.strict = strict;
  }

  /** The route of a sticky request; empty if it has none. */
  public String route() {
    return route;
  }

  /** Whether only a member that the route leads to may have the request. */
  public boolean isStrict() {
    return strict;
  }

  /** Whether there is a key. */
  public boolean hasHashKey() {
    return hasHashKey;
  }

  /** The hash of the key; 0 if there is none. */
  public long hashKey() {
    return hashKey;
  }

  /**
   * What the request asks for, as a hash of its path: a run of failures takes a member out only if
   * they are not all of one path, or another member answers that path well. Requests that do not
   * say it count as asking for different things.
   */
  public void asked(long hash) {
    asked(hash, hash);
  }

  /**
   * Like {@link #asked(long)}, for requests of one path that may be answered differently: what a
   * member fails with one query, and another answers well with another query, says nothing.
   *
   * @param path the hash of its path
   * @param exactly the hash of all that the answer may depend on: the method and the query as well
   */
  public void asked(long path, long exactly) {
    asked = path;
    askedExactly = exactly;
    hasAsked = true;
  }

  /** Whether it is known what the request asks for. */
  public boolean hasAsked() {
    return hasAsked;
  }

  /** The hash of what it asks for; 0 if that is not known. */
  public long asked() {
    return asked;
  }

  /** The hash of its method, path and query; 0 if that is not known. */
  public long askedExactly() {
    return askedExactly;
  }

  /** Sets the time of the pick, for a picker that {@link Picker#isTimed}. */
  public void nowNanos(long nanos) {
    nowNanos = nanos;
  }

  /**
   * The time of the pick on the balancer's clock; only for a picker that {@link Picker#isTimed}.
   */
  public long nowNanos() {
    return nowNanos;
  }

  /** From now on this member is not to be picked: it was tried, or is full. */
  public void exclude(Candidate candidate) {
    if (excludedCount == excluded.length) {
      excluded = Arrays.copyOf(excluded, Math.max(EXCLUDED_USUALLY, 2 * excludedCount));
    }
    excluded[excludedCount++] = candidate.slot();
  }

  /**
   * Forgets who was excluded last.
   *
   * @param count how many exclusions stay, the earliest ones; no more than there are
   */
  public void excludeOnly(int count) {
    excludedCount = count;
  }

  /** Whether no member is excluded: the quick case. */
  public boolean excludesNobody() {
    return excludedCount == 0;
  }

  /** How many times a member was excluded. */
  public int excludedCount() {
    return excludedCount;
  }

  /**
   * The slot of a member that is not to be picked. It may come twice, and may be without a member.
   *
   * @param index 0 to {@code excludedCount() - 1}
   */
  public int excludedSlot(int index) {
    return excluded[index];
  }

  /** Whether this member is not to be picked. */
  public boolean excludes(Candidate candidate) {
    for (int i = 0; i < excludedCount; i++) {
      if (excluded[i] == candidate.slot()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Begins the request on {@code candidate}, within its limit. A picker that must see its own
   * choice counted at once calls this inside its critical section, and then returns {@code
   * candidate}; for the others the balancer does it right after the pick.
   *
   * @return whether there was room
   */
  public boolean take(Candidate candidate) {
    if (!candidate.tryBegin()) {
      return false;
    }
    taken = candidate;
    return true;
  }

  /** The candidate that was begun and not handed over yet, or {@link Candidate#NONE}. */
  public Candidate taken() {
    return taken;
  }

  /** The balancer takes over what was begun. */
  public void handOver() {
    taken = Candidate.NONE;
  }

  /** Makes it ready for another request. */
  public void clear() {
    excludedCount = 0;
    taken = Candidate.NONE;
    route = "";
    strict = false;
    hasHashKey = false;
    hashKey = 0;
    hasAsked = false;
    asked = 0;
    askedExactly = 0;
  }
}
