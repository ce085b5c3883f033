package org.rpicluster.balancer.program.peers.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.StoreSettings;

/**
 * A channel of Redis: one connection that hears it, one that speaks in it. What is said while there
 * is no connection is lost; it is made again every two seconds. Any thread; what is heard comes on
 * an event loop.
 */
final class RedisChannel {

  private static final long RETRY_MILLIS = 2_000;

  private static final int CONNECT_MILLIS = 2_000;

  /** Of a message that Redis hands on: its kind, the channel, what was said. */
  private static final int MESSAGE_PARTS = 3;

  private final Vertx vertx;
  private final StoreSettings settings;
  private final Consumer<Buffer> heard;
  private final Runnable ready;
  private final Consumer<String> faults;

  // Guarded by this.
  private @Nullable Link link;
  private boolean isClosed;

  /**
   * Not open yet.
   *
   * @param ready follows once it can be spoken in, each time
   */
  RedisChannel(
      Vertx vertx,
      StoreSettings settings,
      Consumer<Buffer> heard,
      Runnable ready,
      Consumer<String> faults) {
    this.vertx = vertx;
    this.settings = settings;
    this.heard = heard;
    this.ready = ready;
    this.faults = faults;
  }

  private static RedisOptions options(StoreSettings settings) {
    NetClientOptions net = new NetClientOptions().setConnectTimeout(CONNECT_MILLIS);
    if (settings.tls()) {
      net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
      settings
          .ca()
          .ifPresent(
              file -> net.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    }
    String login =
        settings.password().isEmpty()
            ? ""
            : encoded(settings.user()) + ":" + encoded(settings.password()) + "@";
    String scheme = settings.tls() ? "rediss://" : "redis://";
    return new RedisOptions()
        .setConnectionString(scheme + login + settings.redis())
        .setNetClientOptions(net);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Begins to hear and to speak. */
  void open() {
    Link opening = new Link();
    synchronized (this) {
      if (isClosed) {
        return;
      }
      link = opening;
    }
    opening.open();
  }

  /** Both connections: if one is lost, both are made again. */
  private final class Link {

    /** Of its own, as a client keeps connections for later, and these may be broken. */
    private final Redis client = Redis.createClient(vertx, options(settings));

    private volatile @Nullable RedisConnection speaking;

    void open() {
      client
          .connect()
          .compose(this::subscribed)
          .compose(hearing -> client.connect())
          .onSuccess(this::opened)
          .onFailure(e -> ended(this, "the store cannot be reached: " + e.getMessage()));
    }

    private Future<Response> subscribed(RedisConnection hearing) {
      hearing.handler(RedisChannel.this::pushed);
      watch(hearing);
      return hearing.send(Request.cmd(Command.SUBSCRIBE).arg(settings.channel()));
    }

    private void opened(RedisConnection connection) {
      watch(connection);
      speaking = connection;
      ready.run();
    }

    private void watch(RedisConnection connection) {
      connection.exceptionHandler(e -> {});
      connection.endHandler(any -> ended(this, "the store is gone: what is known holds"));
    }
  }

  private void pushed(Response message) {
    boolean isMessage =
        (message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI)
            && message.size() == MESSAGE_PARTS
            && message.get(0).toString().equals("message");
    if (isMessage) {
      heard.accept(message.get(2).toBuffer());
    }
  }

  /** Once for each, whichever of its connections ends first. */
  private void ended(Link of, String why) {
    synchronized (this) {
      if (link != of) {
        return;
      }
      link = null;
    }
    of.client.close();
    faults.accept(why);
    vertx.setTimer(RETRY_MILLIS, any -> open());
  }

  /** Makes both connections again: nothing comes, and no end of them. */
  void renew(String why) {
    Link now = link();
    if (now != null) {
      ended(now, why);
    }
  }

  /** Says something; without a connection, to none. */
  void publish(Buffer message) {
    Link now = link();
    RedisConnection open = now == null ? null : now.speaking;
    if (open != null) {
      open.send(Request.cmd(Command.PUBLISH).arg(settings.channel()).arg(message));
    }
  }

  private synchronized @Nullable Link link() {
    return link;
  }

  void close() {
    Link last;
    synchronized (this) {
      isClosed = true;
      last = link;
      link = null;
    }
    if (last != null) {
      last.client.close();
    }
  }
}
