package org.rpicluster.balancer.program.peers.store;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.config.StoreSettings;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.PeerListener;
import org.rpicluster.balancer.program.peers.PeerTransport;
import org.rpicluster.balancer.time.Ticker;

/**
 * The balancers that hear each other by way of Redis: each says in one channel that it is there,
 * and what it has to say. Nothing is kept in the store: what is shared each balancer has in its own
 * state file, so a store that is lost costs nothing but news, until it is back. One that is heard
 * for the first time is asked whether it is there now, and takes part once it has answered. Two
 * connections, and a message every other second. Any thread.
 */
public final class StoreGroup implements PeerTransport {

  private static final String PURPOSE = "rpicluster balancer peers, key of a store's messages";

  private static final long BEAT_MILLIS = TimeUnit.SECONDS.toMillis(2);

  /** Three of its beats were not heard. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(7);

  /**
   * Nothing that this one has said was heard: the store, or the way to it, is no more, and no end
   * of the connections comes, such as where its power was cut. Seven beats, as a store that is busy
   * takes its time.
   */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final byte[] BEAT = {};

  private final Vertx vertx;
  private final Seal seal;
  private final Peer own;
  private final PeerListener listener;
  private final Ticker ticker;
  private final RedisChannel channel;

  /** What is said is said here, in the order of its numbers: one that is overtaken is not heard. */
  private final Context speaking;

  // Guarded by this.
  private long number;
  private final HeardPeers heard;
  private boolean isMet;
  private long echoNanos;
  private boolean isClosed;

  private StoreGroup(Vertx vertx, PeerSettings settings, StoreSettings store, PeerListener told) {
    this.vertx = vertx;
    listener = told;
    ticker = Ticker.system();
    seal = new Seal(settings.key(PURPOSE), store.channel());
    speaking = vertx.getOrCreateContext();
    own = new Peer(UUID.randomUUID().toString(), settings.name());
    heard = new HeardPeers(own, SILENCE_NANOS);
    echoNanos = ticker.nanos();
    channel = new RedisChannel(vertx, store, this::received, this::ready, told::refused);
  }

  /** Joins the others, as soon as the store can be reached. */
  public static StoreGroup join(
      Vertx vertx, PeerSettings settings, StoreSettings store, PeerListener listener) {
    StoreGroup group = new StoreGroup(vertx, settings, store, listener);
    group.channel.open();
    group.say(false);
    group.beat();
    return group;
  }

  private void ready() {
    echoed();
    send(BEAT);
  }

  private synchronized void echoed() {
    echoNanos = ticker.nanos();
  }

  private synchronized boolean isLost() {
    return ticker.nanos() - echoNanos > LOST_NANOS;
  }

  private void beat() {
    boolean isOver;
    boolean isChanged;
    boolean isNew;
    synchronized (this) {
      isOver = isClosed;
      isChanged = heard.forget(ticker.nanos());
      isNew = isMet;
      isMet = false;
    }
    if (!isOver) {
      if (isChanged || isNew) {
        say(isNew);
      }
      if (isLost()) {
        echoed();
        channel.renew("the store says nothing: what is known holds");
      }
      send(BEAT);
      vertx.setTimer(BEAT_MILLIS, any -> beat());
    }
  }

  private void say(boolean hasNew) {
    List<Peer> all;
    synchronized (this) {
      all = heard.all();
    }
    listener.changed(own, all, hasNew);
  }

  private void received(Buffer sealed) {
    seal.opened(sealed.getBytes())
        .ifPresentOrElse(
            this::received, () -> listener.refused("a message without the secret was refused"));
  }

  private void received(Seal.Said said) {
    if (said.from().key().equals(own.key())) {
      echoed();
      return;
    }
    HeardPeers.What what;
    synchronized (this) {
      what = isClosed ? HeardPeers.What.OLD : heard.heard(said, ticker.nanos());
      // One of both has come: what it knows it tells with its next beat, which is an answer too. To
      // the others that is no reason to tell all: of hundreds each would, at one time.
      isMet |= what == HeardPeers.What.NEW && said.asked().contains(own.key());
    }
    if (what == HeardPeers.What.NEW) {
      say(false);
    }
    if (what != HeardPeers.What.OLD && said.message().length > 0) {
      listener.received(said.from(), said.message());
    }
  }

  @Override
  public void send(byte[] message) {
    speaking.runOnContext(any -> channel.publish(Buffer.buffer(seal.sealed(next(message)))));
  }

  private synchronized Seal.Said next(byte[] message) {
    return new Seal.Said(own, number++, heard.asked(), heard.answered(), message);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    channel.close();
  }
}
