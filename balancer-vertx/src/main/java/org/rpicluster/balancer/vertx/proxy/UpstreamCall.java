package org.rpicluster.balancer.vertx.proxy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * One exchange of a {@link Try} with its member, and how far it has come: what has begun of it has
 * its owner here, and is only lent to what sends and receives bodies. {@link SendRequest} takes it
 * from phase to phase. Its end is the end of what it has. On its event loop only.
 *
 * <pre>
 *   OPENING ── connected ──▶ ASKING ── a head, a 101 ──▶ HANDED_OVER
 *      │                        │                             │
 *      └────────────────────────┴── failed, given up ─▶ ENDED ◀┘
 * </pre>
 */
abstract class UpstreamCall {

  /** How far it has come. A member may answer before it has all of the request. */
  private enum Phase {
    /** There is no connection yet. */
    OPENING,
    /** The member is sent the request, and its answer is waited for. */
    ASKING,
    /** The head of the answer is there: the rest is {@link Relay}'s or {@link OpenTunnel}'s. */
    HANDED_OVER,
    /** It has failed, is over, or is given up. */
    ENDED
  }

  private Phase phase = Phase.OPENING;

  /** Lent by the try, until the end. */
  private @Nullable Lease lease;

  private Opening opening = Opening.NONE;
  private @Nullable UpstreamExchange upstream;
  private @Nullable TunnelEnd tunnel;

  /** For another exchange with a member, which is not begun yet. */
  protected final void again(Lease lent) {
    phase = Phase.OPENING;
    opening = Opening.NONE;
    lease = lent;
  }

  /** The hold on its member; null after its end. */
  protected final Lease lease() {
    return lease;
  }

  /** Whether a connection is waited for. */
  protected final boolean isOpening() {
    return phase == Phase.OPENING;
  }

  /** Whether its member has been asked, and has not answered yet. */
  final boolean isAsking() {
    return phase == Phase.ASKING;
  }

  /** A connection is waited for, which this calls off. */
  protected final void await(Opening begun) {
    opening = begun;
  }

  /** There is one: the exchange with the member is here from now on. */
  protected final void ask(UpstreamExchange opened) {
    opening = Opening.NONE;
    upstream = opened;
    phase = Phase.ASKING;
  }

  /** The member has taken up another protocol: its connection is here from now on. */
  protected final void join(TunnelEnd member) {
    upstream = null;
    tunnel = member;
    phase = Phase.HANDED_OVER;
  }

  /** The exchange with the member, lent until it ends. */
  protected final UpstreamExchange upstream() {
    return upstream;
  }

  /** What comes of the answer goes on to the relay, which is lent the exchange with the member. */
  final UpstreamExchange handOver(AnswerListener relay) {
    phase = Phase.HANDED_OVER;
    upstream.answerTo(relay);
    return upstream;
  }

  /** The member's end of a tunnel, lent until that is over; null if it has answered otherwise. */
  final @Nullable TunnelEnd tunnel() {
    return tunnel;
  }

  /** It is over of itself: there is nothing to give up. */
  final void forget() {
    phase = Phase.ENDED;
    lease = null;
    opening = Opening.NONE;
    upstream = null;
    tunnel = null;
  }

  /** Ends it, whatever its phase; an exchange with the member in this way. */
  final void end(Consumer<UpstreamExchange> how) {
    Opening called = opening;
    UpstreamExchange ended = upstream;
    TunnelEnd cut = tunnel;
    forget();
    called.cancel();
    if (ended != null) {
      how.accept(ended);
    }
    if (cut != null) {
      cut.cut();
    }
  }
}
