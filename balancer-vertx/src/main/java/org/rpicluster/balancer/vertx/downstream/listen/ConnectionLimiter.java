package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections.Rejection;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/**
 * Lets in so many connections and no more: one too many is closed at once, before anything of it is
 * read; so is one of a stranger where only trusted proxies may connect. A connection counts from
 * the moment that it is accepted. Two atomic additions for each connection; any thread.
 */
public final class ConnectionLimiter {

  /** As many as come in until the one that is closed for the first of them is gone. */
  private static final int SPARE = 32;

  /** The fewest that a machine has for itself: so many and more are a bound, not a number. */
  private static final int EXACT_MAX = 256;

  /** Of a connection that is in, and that its event loop has not seen. */
  private static final AttributeKey<Boolean> ENTERING =
      AttributeKey.valueOf(ConnectionLimiter.class, "entering");

  private final AtomicInteger entering = new AtomicInteger();
  private final WaitingConnections waiting = new WaitingConnections();
  private final Queue<Runnable> waitingForRoom = new ConcurrentLinkedQueue<>();
  private final MemoryAccount memory;
  private final Ticker ticker;
  private final RejectedConnections turnedAway;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile ConnectionRules rules;
  private volatile Runnable relief = () -> {};

  /**
   * A limiter.
   *
   * @param rules which connections it lets in
   * @param memory is charged what connections cost
   * @param ticker the clock
   * @param turnedAway is told of those that do not come in
   */
  public ConnectionLimiter(
      ConnectionRules rules, MemoryAccount memory, Ticker ticker, RejectedConnections turnedAway) {
    this.rules = rules;
    this.memory = memory;
    this.ticker = ticker;
    this.turnedAway = turnedAway;
  }

  /** Other rules from now on; connections that are there stay. */
  public void change(ConnectionRules next) {
    rules = next;
  }

  ConnectionRules rules() {
    return rules;
  }

  /** What becomes of a connection that has just been accepted. */
  enum Admission {
    /** It counts. */
    IN,
    /** It is to be closed. */
    OUT,
    /** Another one is leaving for it: it is to ask again {@link #whenRoom}. */
    LATER
  }

  /**
   * Whether a connection that has just been accepted may come in; if so, it counts.
   *
   * @param bytes what it costs until its protocol is settled
   */
  Admission enter(Channel connection, int bytes, boolean proxyProtocol) {
    if (proxyProtocol && !isTrusted(connection)) {
      turnedAway(connection, Rejection.STRANGER, "not one of trustedProxies");
      return Admission.OUT;
    }
    int most = rules.connectionsMax();
    if (isNearlyFull(most, bytes)) {
      waiting.makeRoom();
    }
    if (connections.incrementAndGet() > most) {
      return out(
          connection, Rejection.TOO_MANY, "limits.connections is " + most, most >= EXACT_MAX);
    }
    if (!HeldByConnection.begin(connection, memory, bytes, () -> rules.fieldsMax())) {
      return out(
          connection, Rejection.NO_MEMORY, "connections hold their share of the memory", true);
    }
    connection.attr(ENTERING).set(true);
    entering.incrementAndGet();
    // Behind the release of what it is charged.
    connection.closeFuture().addListener(closed -> left(connection));
    return Admission.IN;
  }

  /**
   * It does not count. Its place may be on its way: those that leave need a turn for it, and so do
   * those that have just come in, before they can be asked to leave.
   */
  private Admission out(Channel connection, Rejection cause, String reason, boolean mayWait) {
    connections.decrementAndGet();
    if (mayWait && mayRoomCome()) {
      return Admission.LATER;
    }
    turnedAway(connection, cause, reason);
    return Admission.OUT;
  }

  private boolean mayRoomCome() {
    return waiting.isOneLeaving() || entering.get() > 0;
  }

  private void left(Channel connection) {
    connections.decrementAndGet();
    hasEntered(connection);
  }

  private void hasEntered(Channel connection) {
    if (connection.attr(ENTERING).getAndSet(null) != null) {
      entering.decrementAndGet();
    }
    room();
  }

  /** One that was to leave for others has left, or its client has sent something. */
  void hasLeft() {
    waiting.hasLeft();
    room();
  }

  /** Runs a task once, as soon as there may be room. Any thread. */
  void whenRoom(Runnable task) {
    waitingForRoom.add(task);
    if (!mayRoomCome()) {
      room(); // it may have left just before the task was there
    }
  }

  private void room() {
    for (Runnable task = waitingForRoom.poll(); task != null; task = waitingForRoom.poll()) {
      task.run();
    }
  }

  /** A few that are configured are meant as they are; of many, each may come in. */
  private boolean isNearlyFull(int most, int bytes) {
    long spareBytes = Math.min((long) SPARE * bytes, memory.bytesMax() / SPARE);
    return most >= EXACT_MAX && connections.get() > most - SPARE
        || HeldByConnection.connections(memory).room() < spareBytes;
  }

  WaitingConnections waiting() {
    return waiting;
  }

  private boolean isTrusted(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress peer
        && rules.trustedProxies().contains(peer.getAddress());
  }

  /** Watches a connection that is in. On its event loop. */
  ClientTimer watch(Channel connection) {
    ClientTimer watch = new ClientTimer(connection, this, ticker);
    watch.accepted();
    hasEntered(connection);
    return watch;
  }

  /** Says that a connection does not get as far as HTTP. Any thread. */
  void turnedAway(Channel connection, Rejection cause, String reason) {
    turnedAway.tell(cause, addressOf(connection), reason);
  }

  /** From now on, {@code relief} is called where no file is left for a connection. */
  public void whenOutOfFiles(Runnable next) {
    relief = next;
  }

  /** Says that connections wait outside, as none can be accepted. Any thread. */
  void cannotAccept(Throwable cause) {
    relief.run();
    turnedAway.tell(Rejection.NO_FILE, "any client", FailureReason.of(cause));
  }

  /** The client's: of one behind a proxy, what its PROXY header has said. */
  private static String addressOf(Channel connection) {
    return ClientChannel.remoteAddress(connection) instanceof InetSocketAddress peer
        ? NetUtil.toAddressString(peer.getAddress())
        : "unknown";
  }

  /**
   * What was before HTTP is done. On the connection's event loop.
   *
   * @return is to be told of them
   */
  Activity connected(Channel connection, boolean tls, boolean http2) {
    Activity activity = ClientTimer.of(connection);
    if (activity instanceof ClientTimer watch) {
      watch.connected(tls, http2);
    }
    return activity;
  }

  /** Connections that are open. */
  public int connections() {
    return connections.get();
  }
}
