package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that are due once an event loop has read every socket that had something: sending what
 * is short, mostly. One task of the loop for all connections of a turn, where each connection's own
 * would go through the loop's queue alone. No allocation once it has grown to the connections of a
 * busy turn. For one event loop, and on it only.
 */
public final class TurnEnd implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TurnEnd.class);

  /** As many as a loop's connections at work are, usually; it grows with them. */
  private static final int DUE_USUALLY = 64;

  /** Of the thread, as there is one loop for each, but for loops that have no socket. */
  private static final FastThreadLocal<TurnEnd> OF_THREAD = new FastThreadLocal<>();

  private final EventLoop loop;
  private @Nullable Runnable[] due = new Runnable[DUE_USUALLY];
  private @Nullable Runnable[] running = new Runnable[DUE_USUALLY];
  private int count;

  private TurnEnd(EventLoop loop) {
    this.loop = loop;
  }

  /** That of an event loop, on whose thread this is called. */
  public static TurnEnd of(EventLoop loop) {
    TurnEnd known = OF_THREAD.get();
    if (known == null || known.loop != loop) {
      known = new TurnEnd(loop);
      OF_THREAD.set(known);
    }
    return known;
  }

  /** Runs something when the sockets have been read, in the order in which it was asked for. */
  public void add(Runnable task) {
    if (count == due.length) {
      due = Arrays.copyOf(due, 2 * count);
    }
    due[count++] = task;
    if (count == 1) {
      loop.execute(this);
    }
  }

  /** The sockets have been read. What is asked for meanwhile comes behind what is due by then. */
  @Override
  public void run() {
    @Nullable Runnable[] now = due;
    int length = count;
    due = running;
    running = now;
    count = 0;
    Throwable thrown = null;
    for (int i = 0; i < length; i++) {
      Runnable task = now[i];
      now[i] = null;
      Throwable fault = thrownBy(task);
      thrown = fault == null ? thrown : fault;
    }
    if (thrown != null) {
      Faults.rethrowIfFatal(thrown); // once all the others have had their turn
    }
  }

  private static @Nullable Throwable thrownBy(Runnable task) {
    try {
      task.run();
      return null;
    } catch (RuntimeException | Error e) {
      LOG.error("a connection could not be served at the end of a turn", e);
      return e;
    }
  }
}
