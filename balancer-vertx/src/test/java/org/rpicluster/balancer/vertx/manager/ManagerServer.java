package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.VertxHandlers;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.edit.OperatorRecords;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

/** A manager on a real server on loopback, and a client of it. For one test at a time. */
final class ManagerServer implements AutoCloseable {

  static final String PATH = "/balancer-manager";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  final Manager manager;

  /** By which the event stream looks. */
  final ManualTime time = new ManualTime();

  ManagerServer(List<Balancer> balancers, String... allow) {
    this(balancers, Optional.empty(), allow);
  }

  ManagerServer(List<Balancer> balancers, Optional<Editor> edits, String... allow) {
    Access access = Access.of(AddressList.of(List.of(allow)));
    ManagerEnvironment around = new ManagerEnvironment(new StoppedClock(), time, () -> 1 << 20);
    OperatorRecords records = edits.isPresent() ? edits.get() : OperatorRecords.NONE;
    manager = new Manager(vertx, PATH, () -> balancers, access, records, edits, around);
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(VertxHandlers.of(manager))
                .listen(0, "127.0.0.1"));
  }

  HttpResponse<String> get(String path, String... fields) throws Exception {
    return send("GET", path, fields);
  }

  HttpResponse<String> send(String method, String path, String... fields) throws Exception {
    return send(Version.HTTP_1_1, method, path, fields);
  }

  HttpResponse<String> send(Version version, String method, String path, String... fields)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(uri)
            .version(version)
            .timeout(Duration.ofSeconds(60)) // ten thousand members, on a busy machine
            .method(method, BodyPublishers.noBody());
    if (fields.length > 0) {
      outgoing.headers(fields);
    }
    return client.send(outgoing.build(), BodyHandlers.ofString());
  }

  /** The whole answer to a target that no careful client would send. */
  String raw(String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      String head = "GET " + target + " HTTP/1.1\r\nHost: pi\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** Stands still, so that two answers about the same state are the same. */
  private static final class StoppedClock implements Ticker {
    private final Instant now = Instant.now();

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Instant now() {
      return now;
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
