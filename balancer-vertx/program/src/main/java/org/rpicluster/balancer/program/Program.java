package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.takeover.InheritedSockets;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.manager.Manager;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program while it runs: listeners before, the configuration that is live behind them, and the
 * way to its end. For the main thread, but for {@link #change}.
 */
public final class Program implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  /** Closing takes milliseconds; a machine that is overloaded is given this long for all of it. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private static final Duration COUNTING = Duration.ofMillis(200);

  /**
   * How long clients that keep connections may ask once more, and are told that it is the last
   * time: what is on its way to a connection that rests is not lost. A round trip to anywhere takes
   * less.
   */
  static final Duration LEAVING = Duration.ofSeconds(1);

  /**
   * A process that has been replaced ends with its last WebSocket, and not much later in any case.
   */
  private static final Duration REPLACED = Duration.ofHours(1);

  /** After the deadline, the time for what is cut to settle and be logged. */
  private static final Duration CUT = Duration.ofSeconds(2);

  private final Vertx vertx;

  /** What cannot change while it runs is as it was then, however often the file has changed. */
  private final Configuration started;

  private final StateKeeper state;
  private final RunningEditor edits;
  private final ConfigurationSwitch configurations;
  private final ConnectionLimiter limiter;
  private final Listeners listeners;
  private boolean stopping;
  private Optional<PeerSharing> peers;
  private final Discovery discovery;

  Program(
      Vertx vertx,
      Configuration started,
      StateKeeper state,
      RunningEditor edits,
      ConfigurationSwitch configurations,
      ConnectionLimiter limiter,
      Listeners listeners,
      Optional<PeerSharing> peers,
      Discovery discovery) {
    this.vertx = vertx;
    this.started = started;
    this.state = state;
    this.edits = edits;
    this.configurations = configurations;
    this.limiter = limiter;
    this.listeners = listeners;
    this.peers = peers;
    this.discovery = discovery;
  }

  /**
   * Listens at every address of a configuration.
   *
   * @param vertx is closed with the program, or if it does not start
   * @throws Fault if an address, the access log or the state file cannot be had
   */
  public static Program start(Vertx vertx, Configuration configuration) {
    return start(vertx, configuration, InheritedSockets.NONE, false);
  }

  /**
   * The same.
   *
   * @param sockets those that listen already
   * @param awaits whether an address that this machine does not have is waited for: no fault, but
   *     where clients are served once it is there. It needs the system's own transport
   */
  public static Program start(
      Vertx vertx, Configuration configuration, InheritedSockets sockets, boolean awaits) {
    try {
      StateKeeper state = StateKeeper.open(configuration.state());
      try {
        return Startup.of(vertx, configuration, state, sockets, awaits);
      } catch (RuntimeException e) {
        state.close();
        throw e;
      }
    } catch (RuntimeException e) {
      BlockingWait.upTo(CLOSING, vertx.close());
      throw e;
    }
  }

  /** Says where it listens: one line each, on which scripts wait. */
  public void ready(PrintStream out) {
    addresses().forEach(listener -> out.println("ready " + listener.url()));
    out.flush();
  }

  /** The same in one line. */
  public String where() {
    return addresses().stream().map(ListenerSettings::url).collect(Collectors.joining(" "));
  }

  /** Where it listens, with the real ports. */
  public List<ListenerSettings> addresses() {
    return listeners.addresses();
  }

  /** How many configurations stand: the one that is live, and those whose exchanges go on. */
  public int standing() {
    return configurations.standing();
  }

  /**
   * Applies the difference to another configuration. For one thread at a time, not an event loop.
   *
   * @return what was different
   * @throws Fault if it cannot be had; then nothing has changed
   */
  public synchronized ConfigurationDifference change(Configuration next) {
    if (stopping) {
      throw new Fault("the balancer stops");
    }
    ConfigurationDifference different = compare(next);
    ListenerChange change = listeners.prepare(next.listen(), next.clients().limits());
    try {
      configurations.change(before -> edits.assemble(next, Optional.of(before)));
    } catch (RuntimeException e) {
      change.abandon();
      throw e;
    }
    listeners.make(change, LEAVING);
    limiter.change(Startup.rules(configurations.live()));
    discovery.follow(next);
    ServerLimits.warning(next).ifPresent(LOG::warn);
    if (!next.state().equals(started.state())) {
      LOG.warn("stateFile: takes effect when the program is started again");
    }
    if (!next.peers().equals(started.peers())) {
      LOG.warn("peers: takes effect when the program is started again");
    }
    state.stored();
    return different;
  }

  /** From now on managers have the configuration read again by this, too. */
  void reloadedBy(Reload reload) {
    edits.reloadedBy(new FileReloader(vertx, reload));
  }

  /** What another configuration would change, in the one that is live. */
  public ConfigurationDifference compare(Configuration next) {
    return ConfigurationDifference.between(configurations.live().configuration(), next);
  }

  /** Stops accepting, and waits for what is in flight as long as the configuration allows. */
  public void drain() {
    drain(LEAVING);
  }

  /**
   * The same.
   *
   * @param leavingMost how long clients that keep connections may ask once more
   */
  public void drain(Duration leavingMost) {
    drain(leavingMost, configurations.live().configuration().shutdown());
  }

  /** The same after another process has taken over: no client waits for this one's end. */
  public void drainReplaced() {
    drain(LEAVING, REPLACED);
  }

  private void drain(Duration leavingMost, Duration shutdown) {
    stop();
    configurations.live().managers().forEach(Manager::stopping);
    configurations.leave();
    Duration half = shutdown.dividedBy(2);
    Duration leaving = half.compareTo(leavingMost) < 0 ? half : leavingMost;
    BlockingWait.upTo(leaving, listeners.leave());
    Duration left = shutdown.minus(leaving);
    // The servers cut what is left, a little later so that it can be counted.
    Future<Void> closed = listeners.shutdown(left.plus(COUNTING));
    Future<Void> ended = configurations.idle().compose(any -> closed);
    if (!BlockingWait.upTo(left, ended)) {
      int cut = configurations.inFlight();
      LOG.warn("shutdown: {} s are over; requests cut: {}", shutdown.toSeconds(), cut);
      BlockingWait.upTo(CUT, ended);
    }
  }

  /** The file descriptors of the sockets that listen, for a process that takes over. */
  public List<Integer> sockets() {
    return listeners.descriptors();
  }

  /**
   * Stores state for the last time and lets go of its file, for a process that takes over; edits
   * and reloads are refused from now on, and the access log is put aside by the other alone. Blocks
   * for the disk.
   */
  public synchronized void release() {
    stopping = true;
    discovery.close();
    peers.ifPresent(PeerSharing::close);
    peers = Optional.empty();
    configurations.rotateLogs(false);
    state.close();
  }

  /**
   * Goes on, as the other process has not taken over.
   *
   * @throws Fault if it has the state file all the same
   */
  public synchronized void resume() {
    state.resume(vertx, edits::state);
    configurations.rotateLogs(true);
    peers = started.peers().map(each -> PeerSharing.begin(vertx, each, edits));
    discovery.follow(configurations.live().configuration());
    stopping = false;
  }

  /** From now on nothing is reloaded: no listener comes while all of them go. */
  private synchronized void stop() {
    stopping = true;
  }

  /** Closes what is left. */
  @Override
  public void close() {
    Ticker ticker = Ticker.system();
    configurations.live().metrics().close();
    discovery.close();
    long deadline = ticker.nanos() + CLOSING.toNanos();
    configurations.live().clusters().values().forEach(cluster -> cluster.balancer().close());
    BlockingWait.upTo(leftUntil(deadline, ticker), configurations.close());
    configurations.closeLogs();
    peers.ifPresent(PeerSharing::close);
    state.close();
    if (!BlockingWait.upTo(leftUntil(deadline, ticker), vertx.close())) {
      LOG.warn("shutdown: not all could be closed in {} s", CLOSING.toSeconds());
    }
    LOG.info("stopped");
  }

  private static Duration leftUntil(long deadline, Ticker ticker) {
    return Duration.ofNanos(Math.max(0, deadline - ticker.nanos()));
  }
}
