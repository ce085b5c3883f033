package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.systemd.ActivatedSockets;
import org.rpicluster.balancer.program.takeover.HandoverFailed;
import org.rpicluster.balancer.program.takeover.HandoverServer;
import org.rpicluster.balancer.program.takeover.InheritedSockets;
import org.rpicluster.balancer.program.takeover.NextProcess;
import org.rpicluster.balancer.program.takeover.Owner;
import org.rpicluster.balancer.program.takeover.Predecessor;
import org.rpicluster.balancer.vertx.fault.SystemError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the process before to this one, and from this one to the next: sockets first, then
 * the state, then the word that this one serves. Without that word the one before goes on. Blocks;
 * for the main thread.
 */
final class Takeover implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  private final Vertx vertx;
  private final HandoverPlace place;
  private final Optional<Predecessor> before;
  private final InheritedSockets sockets;
  private @Nullable HandoverServer server;
  private boolean closed;

  private Takeover(
      Vertx vertx, HandoverPlace place, Optional<Predecessor> before, InheritedSockets sockets) {
    this.vertx = vertx;
    this.place = place;
    this.before = before;
    this.sockets = sockets;
  }

  /**
   * Gets the sockets and the state of the process before, if there is one, or the sockets that the
   * service manager has opened.
   *
   * @throws Fault if there is one that does not hand over
   */
  static Takeover begin(Vertx vertx, HandoverPlace place) {
    Optional<Predecessor> before =
        place.socket().filter(any -> place.takesOver()).flatMap(at -> Predecessor.at(vertx, at));
    if (before.isEmpty()) {
      return new Takeover(vertx, place, before, activated(vertx));
    }
    try {
      InheritedSockets sockets = InheritedSockets.of(before.get().sockets());
      before.get().release();
      return new Takeover(vertx, place, before, sockets);
    } catch (HandoverFailed e) {
      before.get().close();
      throw failed(e);
    }
  }

  private static Fault failed(HandoverFailed e) {
    return new Fault("--replace: the process before does not hand over: " + e.getMessage());
  }

  private static InheritedSockets activated(Vertx vertx) {
    List<Integer> activated = ActivatedSockets.of(System.getenv());
    if (!activated.isEmpty() && !vertx.isNativeTransportEnabled()) {
      LOG.warn("sockets of the service manager are not taken, without the system's own transport");
      return InheritedSockets.NONE;
    }
    return InheritedSockets.of(activated);
  }

  InheritedSockets sockets() {
    return sockets;
  }

  /** Whether this process has taken over from another one. */
  boolean isMade() {
    return before.isPresent();
  }

  /** This process serves: the one before finishes what it has, and the next one finds this one. */
  void next(Program program, StopSignal stop) {
    place.socket().ifPresent(at -> listen(at, program, stop));
    if (before.isPresent()) {
      try {
        before.get().serving();
      } catch (HandoverFailed e) {
        throw failed(e);
      }
    }
  }

  private void listen(Path at, Program program, StopSignal stop) {
    CountDownLatch replaced = new CountDownLatch(1);
    Owner owner = new RunningOwner(vertx, program, stop, replaced);
    try {
      server =
          HandoverServer.listen(
              vertx, at, owner, new NextProcess(HandoverOption.REPLACE, replaced));
    } catch (IOException e) {
      String why = at + ": cannot be listened at (" + SystemError.describe(e) + ")";
      if (place.takesOver()) {
        throw new Fault("--handover: " + why);
      }
      LOG.info("upgrade: the next process cannot find this one, and will have a gap: {}", why);
    }
  }

  /** The program, as the next process takes it over. */
  private record RunningOwner(Vertx vertx, Program program, StopSignal stop, CountDownLatch done)
      implements Owner {

    /** Who has asked for the upgrade hears of it before this process may end. */
    private static final long HEARD_MILLIS = 200;

    @Override
    public List<Integer> sockets() {
      return program.sockets();
    }

    @Override
    public void release() {
      program.release();
    }

    @Override
    public void resume() {
      program.resume();
    }

    @Override
    public void replaced() {
      done.countDown();
      vertx.setTimer(HEARD_MILLIS, any -> stop.replaced());
    }
  }

  @Override
  public void close() {
    letGo();
  }

  /** Lets go of both. Once is enough, while there still are event loops. */
  void letGo() {
    if (!closed) {
      closed = true;
      before.ifPresent(Predecessor::close);
      if (server != null) {
        server.close();
      }
    }
  }
}
