package org.rpicluster.balancer.program.peers.group;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/**
 * The room for connections that have not shown the secret yet, each with a thread of its own.
 * Strangers share a room of their own, so that none of theirs keeps a peer waiting, and as a
 * handshake is some milliseconds of a processor, they have ten a second. O(1); any thread.
 */
final class HandshakeRoom {

  /** Each costs a thread and some ten kilobytes for as long as a handshake may take. */
  static final int STRANGERS_MAX = 8;

  /**
   * So often one of the strangers' places is free: a Pi has not a tenth of a processor for them.
   */
  private static final long STRANGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Of those one machine has no more than these, at a time and in a second. */
  static final int STRANGERS_AT_AN_ADDRESS_MAX = 2;

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Ten balancers make a connection or two each. */
  static final int PEERS_MAX = 16;

  /** A peer makes one, and one more if the first has broken; some may live at one address. */
  static final int AT_AN_ADDRESS_MAX = 4;

  private final Predicate<InetAddress> isPeer;
  private final Ticker ticker;
  private final Scheduler pauses;

  // Guarded by this.
  private final Deque<Scheduler> forPeers;
  private final Deque<Scheduler> forStrangers;
  private final Map<InetAddress, Integer> at = new HashMap<>();

  /** When strangers will have been given no more than they may have. */
  private long evenNanos;

  /**
   * Empty.
   *
   * @param isPeer whether a peer lives at an address; a stranger may live there as well
   * @param ticker for how often strangers come
   * @param pauses for how often one of them does
   */
  HandshakeRoom(Predicate<InetAddress> isPeer, Ticker ticker, Scheduler pauses) {
    this.isPeer = isPeer;
    this.ticker = ticker;
    this.pauses = pauses;
    evenNanos = ticker.nanos();
    forPeers = threads(PEERS_MAX);
    forStrangers = threads(STRANGERS_MAX);
  }

  /** An idle one costs nothing. */
  private static Deque<Scheduler> threads(int count) {
    Deque<Scheduler> threads = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      threads.add(Scheduler.daemon("balancer-peers-handshake"));
    }
    return threads;
  }

  /** A place of one connection, for as long as its handshake takes. */
  final class HandshakePlace {

    private final InetAddress from;
    private final boolean ofPeer;
    private final Scheduler thread;

    private HandshakePlace(InetAddress from, boolean ofPeer, Scheduler thread) {
      this.from = from;
      this.ofPeer = ofPeer;
      this.thread = thread;
    }

    /** Does something on its thread, which may wait. */
    void run(Runnable task) {
      thread.schedule(0, task);
    }

    /** Gives it back; once. */
    void leave() {
      synchronized (HandshakeRoom.this) {
        (ofPeer ? forPeers : forStrangers).addFirst(thread);
      }
      if (ofPeer) {
        forget(from);
      } else {
        pauses.schedule(PAUSE_NANOS, () -> forget(from));
      }
    }
  }

  private synchronized void forget(InetAddress from) {
    at.computeIfPresent(from, (any, there) -> there > 1 ? there - 1 : null);
  }

  /** Takes a place for a connection from there, if there is one. */
  synchronized Optional<HandshakePlace> enter(InetAddress from) {
    boolean ofPeer = isPeer.test(from);
    int there = at.getOrDefault(from, 0);
    int max = ofPeer ? AT_AN_ADDRESS_MAX : STRANGERS_AT_AN_ADDRESS_MAX;
    if (there >= max || !ofPeer && !hasTurn()) {
      return Optional.empty();
    }
    Scheduler thread = (ofPeer ? forPeers : forStrangers).pollFirst();
    if (thread == null) {
      return Optional.empty();
    }
    at.put(from, there + 1);
    if (!ofPeer) {
      evenNanos += STRANGER_NANOS;
    }
    return Optional.of(new HandshakePlace(from, ofPeer, thread));
  }

  /** Whether strangers may have one now: as many at a time as there are places, then one by one. */
  private boolean hasTurn() {
    long now = ticker.nanos();
    if (evenNanos - now < 0) {
      evenNanos = now;
    }
    return evenNanos - now <= (STRANGERS_MAX - 1) * STRANGER_NANOS;
  }
}
