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
  private final Redis client;

  // Guarded by this.
  private @Nullable RedisConnection speaking;
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
    client = Redis.createClient(vertx, options(settings));
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
    if (isOver()) {
      return;
    }
    client
        .connect()
        .compose(this::subscribed)
        .compose(hearing -> client.connect())
        .onSuccess(this::opened)
        .onFailure(
            e -> {
              faults.accept("the store cannot be reached: " + e.getMessage());
              again();
            });
  }

  private Future<RedisConnection> subscribed(RedisConnection hearing) {
    hearing.handler(this::pushed);
    hearing.exceptionHandler(e -> {});
    hearing.endHandler(any -> lost());
    return hearing
        .send(Request.cmd(Command.SUBSCRIBE).arg(settings.channel()))
        .map(any -> hearing)
        .onFailure(e -> hearing.close());
  }

  private void opened(RedisConnection connection) {
    connection.exceptionHandler(e -> {});
    synchronized (this) {
      speaking = connection;
    }
    ready.run();
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

  private void lost() {
    if (!isOver()) {
      faults.accept("the store is gone: what is known holds");
      again();
    }
  }

  private void again() {
    RedisConnection before;
    synchronized (this) {
      before = speaking;
      speaking = null;
    }
    if (before != null) {
      before.close();
    }
    vertx.setTimer(RETRY_MILLIS, any -> open());
  }

  /** Says something; without a connection, to none. */
  void publish(Buffer message) {
    RedisConnection open = speaking();
    if (open != null) {
      open.send(Request.cmd(Command.PUBLISH).arg(settings.channel()).arg(message));
    }
  }

  private synchronized @Nullable RedisConnection speaking() {
    return speaking;
  }

  private synchronized boolean isOver() {
    return isClosed;
  }

  synchronized void close() {
    isClosed = true;
    client.close();
  }
}
