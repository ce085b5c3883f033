package org.rpicluster.balancer.vertx.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Joins two ends, until both are gone: what one says is sent to the other, and one that has closed
 * its direction, or is gone, is followed by just that on the other side, after its last byte. Holds
 * no bytes itself: an end that does not take more stops the other one. On its event loop only.
 */
public final class Tunnel {

  /** What becomes of a tunnel. */
  public interface Observer {

    /** So many bytes came from the client. */
    void fromClient(int bytes);

    /** So many bytes came from the member. */
    void fromMember(int bytes);

    /** Both ends are gone. */
    void over(EndedBy cause);
  }

  /** Why a tunnel is over: who began it. */
  public enum EndedBy {
    /** The client closed first. */
    CLIENT,
    /** The member closed first. */
    MEMBER,
    /** Neither end said anything for too long. */
    SILENCE
  }

  /**
   * How long it may be silent.
   *
   * @param open while both directions are open
   * @param closing once one is closed: the other side may have gone without a trace
   */
  public record Patience(Duration open, Duration closing) {}

  /**
   * A close with bytes unread is a reset, which may overtake those sent before it; so the one that
   * is left is waited for, as Apache does.
   */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Half fromClient;
  private final Half fromMember;
  private final Observer observer;
  private final InactivityTimer inactivity;
  private final long closingNanos;
  private long patienceNanos;
  private @Nullable EndedBy cause;

  private Tunnel(
      TunnelEnd client,
      TunnelEnd member,
      EventLoop loop,
      Ticker ticker,
      Patience patience,
      Observer observer) {
    this.observer = observer;
    fromClient = new Half(client, member, EndedBy.CLIENT);
    fromMember = new Half(member, client, EndedBy.MEMBER);
    inactivity = new InactivityTimer(loop, ticker, this::silent);
    patienceNanos = patience.open().toNanos();
    closingNanos = Math.min(patienceNanos, patience.closing().toNanos());
  }

  /** Opens a tunnel. */
  public static void open(
      TunnelEnd client,
      TunnelEnd member,
      EventLoop loop,
      Ticker ticker,
      Patience patience,
      Observer observer) {
    Tunnel tunnel = new Tunnel(client, member, loop, ticker, patience, observer);
    tunnel.inactivity.expectWithin(tunnel.patienceNanos);
    client.open(tunnel.fromClient);
    member.open(tunnel.fromMember);
  }

  private void moved() {
    inactivity.expectWithin(patienceNanos);
  }

  private void silent() {
    begunBy(EndedBy.SILENCE);
    fromClient.from.cut();
    fromMember.from.cut();
  }

  private void closing(EndedBy who) {
    begunBy(who);
    patienceNanos = closingNanos;
    moved();
  }

  private void begunBy(EndedBy who) {
    if (cause == null) {
      cause = who;
    }
  }

  /** The end that is left, and has heard everything, has this long to close as well. */
  private void linger() {
    boolean alone =
        fromClient.gone && fromMember.delivered || fromMember.gone && fromClient.delivered;
    if (alone) {
      inactivity.expectWithin(Math.min(closingNanos, LINGER_NANOS));
    }
  }

  private void gone() {
    if (fromClient.gone && fromMember.gone) {
      inactivity.stop();
      observer.over(cause);
    } else {
      linger();
    }
  }

  /** One direction. */
  private final class Half implements TunnelEnd.Listener {

    private final TunnelEnd from;
    private final TunnelEnd to;
    private final EndedBy who;
    private boolean finished;
    private boolean delivered;
    private boolean gone;

    Half(TunnelEnd from, TunnelEnd to, EndedBy who) {
      this.from = from;
      this.to = to;
      this.who = who;
    }

    private Half other() {
      return this == fromClient ? fromMember : fromClient;
    }

    @Override
    public void received(ByteBuf bytes) {
      if (other().gone) {
        bytes.release(); // the other end is gone, and it is no sign of life
        return;
      }
      count(bytes.readableBytes());
      moved();
      to.send(bytes);
      if (!to.isWritable()) {
        to.flush(); // mostly the system takes it all, and no end has to stop
      }
      if (!to.isWritable()) {
        from.pause();
      }
    }

    private void count(int bytes) {
      if (who == EndedBy.CLIENT) {
        observer.fromClient(bytes);
      } else {
        observer.fromMember(bytes);
      }
    }

    @Override
    public void flush() {
      to.flush();
    }

    @Override
    public void writable() {
      moved();
      to.resume();
    }

    @Override
    public void delivered() {
      delivered = true;
      linger();
    }

    @Override
    public void finished() {
      if (!finished) {
        finished = true;
        closing(who);
        to.finish();
      }
    }

    @Override
    public void gone() {
      gone = true;
      finished();
      to.resume(); // or its own end would not be seen
      Tunnel.this.gone();
    }
  }
}
