package org.rpicluster.balancer.vertx.probe;

import io.vertx.core.internal.ContextInternal;
import java.util.function.Consumer;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.connect.OutOfSockets;

/**
 * One probe under way. It ends once, whatever happens: with a finding, or broken off; and whatever
 * it has opened is closed then. On its context, but for {@link #begin} and {@link #breakOff}.
 */
abstract class ProbeRun implements Probe.UnderWay {

  private final ContextInternal context;
  private final Consumer<Finding> told;
  private boolean ended;
  private volatile String missing = "connection";

  ProbeRun(ContextInternal context, Consumer<Finding> told) {
    this.context = context;
    this.told = told;
  }

  final void begin() {
    onContext(this::ask);
  }

  /** Goes on with the probe, on its context; whatever it throws is its end. */
  final void onContext(Runnable step) {
    context.runOnContext(
        any -> {
          try {
            step.run();
          } catch (RuntimeException e) {
            failed(e);
          }
        });
  }

  @Override
  public final String breakOff() {
    context.runOnContext(any -> end());
    return missing;
  }

  /**
   * An event loop that was held up has the time-out before it what came meanwhile: a turn later it
   * has read that.
   */
  @Override
  public final void whenCaughtUp(Runnable late) {
    context.runOnContext(turn -> context.runOnContext(next -> late.run()));
  }

  /** Asks the member, and says by and by how it goes. */
  abstract void ask();

  /** Closes whatever is open. */
  abstract void close();

  final ContextInternal context() {
    return context;
  }

  final boolean isEnded() {
    return ended;
  }

  /** What it waits for. Any thread. */
  final String missing() {
    return missing;
  }

  /** From now on, this is what it waits for. */
  final void awaits(String what) {
    missing = what;
  }

  final void found(Finding finding) {
    if (end()) {
      told.accept(finding);
    }
  }

  /** A machine without a free socket cannot ask: that says nothing about the member. */
  final void failed(Throwable cause) {
    String why = FailureReason.of(cause);
    found(OutOfSockets.is(cause) ? Finding.inconclusive(why) : Finding.failed(why));
  }

  private boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    close();
    return true;
  }
}
