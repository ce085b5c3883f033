package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.VertxHandlers;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** A folder that is served at a free port, and a client that sends what it is told to. */
final class ServedSite implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final int port;

  ServedSite(Path folder) throws Exception {
    this(folder, new At(NOW));
  }

  ServedSite(Path folder, Ticker ticker) throws Exception {
    StaticSite site = new StaticSite(vertx, folder, "", ticker);
    port =
        vertx
            .createHttpServer()
            .requestHandler(VertxHandlers.of(site))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .actualPort();
  }

  private record At(Instant now) implements Ticker {
    @Override
    public long nanos() {
      return 0;
    }
  }

  /**
   * An answer.
   *
   * @param status its status
   * @param fields its fields, by their names in small letters
   * @param body its body
   */
  record Answer(int status, Map<String, String> fields, String body) {

    String field(String name) {
      return fields.getOrDefault(name, "none");
    }
  }

  Answer get(String target, String... fields) throws IOException {
    return ask("GET", target, fields);
  }

  /** Sends a request as it is, on a connection of its own, and reads all that comes. */
  Answer ask(String method, String target, String... fields) throws IOException {
    try (RawClient client = new RawClient(port)) {
      StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\n");
      for (String field : fields) {
        head.append(field).append("\r\n");
      }
      String all = client.send(head + "Connection: close\r\n\r\n").readAll();
      int end = all.indexOf("\r\n\r\n");
      String[] lines = all.substring(0, end).split("\r\n");
      Map<String, String> given = new TreeMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
        given.put(name, lines[i].substring(colon + 1).strip());
      }
      int status = Integer.parseInt(lines[0].split(" ")[1]);
      return new Answer(status, given, all.substring(end + 4));
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
