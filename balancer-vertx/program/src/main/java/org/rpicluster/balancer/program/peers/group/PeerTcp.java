package org.rpicluster.balancer.program.peers.group;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;
import org.jspecify.annotations.Nullable;

/**
 * The transport of JGroups, in which no message waits for a connection to another machine. JGroups
 * sends with one thread, and connects with it: machines that are away or silent, each of which
 * takes a second or two, would delay what is told to all others, until those take this one for
 * dead. Here a connection is made by a thread of JGroups' pool, and what is for that machine waits
 * for it. O(1) a message; any thread.
 */
final class PeerTcp extends TCP {

  /** For each machine; JGroups sends again what a peer has missed. */
  private static final int WAITING_MAX = 64;

  /** What waits for a connection, by its machine; of each key one thread is busy. Guarded by it. */
  private final Map<Address, Queue<byte[]>> waiting = new HashMap<>();

  /** One to be configured. */
  PeerTcp() {
    setId(ClassConfigurator.getProtocolId(TCP.class)); // as peers of other versions call it
  }

  @Override
  public void init() throws Exception {
    super.init();
    useLockToSend(true); // its own thread is not the only one that sends
  }

  @Override
  public void send(Address to, byte[] data, int offset, int length) throws Exception {
    if (srv.connectionEstablishedTo(to)) {
      super.send(to, data, offset, length);
    } else if (isFirst(to, Arrays.copyOfRange(data, offset, offset + length))
        && !thread_pool.execute(() -> sendWaiting(to))) {
      forget(to);
    }
  }

  /** Keeps a message until there is a connection; whether one is to be made. */
  private boolean isFirst(Address to, byte[] message) {
    synchronized (waiting) {
      boolean isFirst = !waiting.containsKey(to);
      Queue<byte[]> messages = waiting.computeIfAbsent(to, any -> new ArrayDeque<>());
      if (messages.size() < WAITING_MAX) {
        messages.add(message);
      }
      return isFirst;
    }
  }

  private void sendWaiting(Address to) {
    try {
      for (byte[] next = next(to); next != null; next = next(to)) {
        super.send(to, next, 0, next.length);
      }
    } catch (Exception e) { // JGroups declares it so; it cannot be reached, as any machine at times
      log.trace("%s: %s cannot be reached: %s", local_addr, to, e);
      forget(to);
    }
  }

  /** Of one that has no more, the next message is a first one again. */
  private byte @Nullable [] next(Address to) {
    synchronized (waiting) {
      byte[] next = waiting.get(to).poll();
      if (next == null) {
        waiting.remove(to);
      }
      return next;
    }
  }

  private void forget(Address to) {
    synchronized (waiting) {
      waiting.remove(to);
    }
  }
}
