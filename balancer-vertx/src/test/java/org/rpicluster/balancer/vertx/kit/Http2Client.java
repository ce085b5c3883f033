package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.concurrent.TimeUnit;

/** A client that speaks HTTP/2 from the first byte, all on one connection. */
public final class Http2Client implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 45;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClientAgent client;
  private final int port;

  /** An answer that came whole. */
  public record Answer(HttpClientResponse head, Buffer body) {}

  /** To a port of this machine. */
  public Http2Client(int port) {
    this(port, new Http2Settings());
  }

  /** The same, with settings of its own. */
  public Http2Client(int port, Http2Settings settings) {
    this.port = port;
    HttpClientOptions options =
        new HttpClientOptions()
            .setInitialSettings(settings)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    client = vertx.createHttpClient(options);
  }

  /** The port that it speaks to. */
  public int port() {
    return port;
  }

  /** A request to {@code a.test}, of which nothing has been sent. */
  public HttpClientRequest request(HttpMethod method, String path) throws Exception {
    HttpClientRequest request = on(client.request(method, port, "127.0.0.1", path));
    return request.authority(HostAndPort.authority("a.test", -1));
  }

  /** Sends a request without a body, and waits for the whole answer. */
  public Answer send(HttpMethod method, String path) throws Exception {
    return send(request(method, path));
  }

  /** The same, of a request that the test has made. */
  public Answer send(HttpClientRequest request) throws Exception {
    Future<Answer> answer = answerTo(request);
    request.send();
    return on(answer);
  }

  /** The same with a body. */
  public Answer send(HttpClientRequest request, Buffer body) throws Exception {
    Future<Answer> answer = answerTo(request);
    request.send(body);
    return on(answer);
  }

  /**
   * The whole answer. To be asked for before anything is sent: of a body that arrives before it is
   * wanted, Vert.x keeps nothing.
   */
  public static Future<Answer> answerTo(HttpClientRequest request) {
    return request.response().compose(head -> head.body().map(body -> new Answer(head, body)));
  }

  /** Waits for a result. */
  public <T> T on(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
