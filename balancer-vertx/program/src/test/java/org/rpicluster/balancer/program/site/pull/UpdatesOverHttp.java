package org.rpicluster.balancer.program.site.pull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.rpicluster.balancer.program.site.Sha256;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** A web server with a directory of updates: as a good one is, or with a fault that a test sets. */
final class UpdatesOverHttp implements AutoCloseable {

  private final HttpServer server;
  private final Path root;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** It breaks answers off after so many bytes of a body. */
  volatile int cutAfter = Integer.MAX_VALUE;

  /** And not before this: what has been sent is lost to a client that has not read it by then. */
  volatile BooleanSupplier cutWhen = () -> true;

  /** It knows no ranges, as the simplest servers. */
  volatile boolean isSimple;

  /** Put before each tag: another one, and every file is another one. */
  volatile String generation = "";

  private UpdatesOverHttp(HttpServer server, Path root) {
    this.server = server;
    this.root = root;
    server.createContext("/updates/", this::answer);
    server.start();
  }

  static UpdatesOverHttp of(Path root) throws IOException {
    return new UpdatesOverHttp(HttpServer.create(anyPort(), 0), root);
  }

  static UpdatesOverHttp of(Path root, SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new UpdatesOverHttp(server, root);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/updates";
  }

  /** Each request since the last call: status, path, and the fields that choose a part. */
  List<String> asked() {
    List<String> lines = List.copyOf(asked);
    asked.clear();
    return lines;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring("/updates/".length());
      Path file = root.resolve(name);
      if (!Files.isRegularFile(file)) {
        head(exchange, name, 404, -1);
        return;
      }
      byte[] bytes = Files.readAllBytes(file);
      String tag = "\"" + generation + Sha256.of(bytes) + "\"";
      Headers fields = exchange.getRequestHeaders();
      exchange.getResponseHeaders().set("ETag", tag);
      if (tag.equals(fields.getFirst("If-None-Match"))) {
        head(exchange, name, 304, -1);
        return;
      }
      String ifRange = fields.getFirst("If-Range");
      boolean isPart = fields.getFirst("Range") != null && !isSimple;
      if (isPart && (ifRange == null || ifRange.equals(tag))) {
        part(exchange, name, bytes, fields.getFirst("Range"));
      } else {
        head(exchange, name, 200, bytes.length);
        send(exchange, bytes, 0, bytes.length);
      }
    }
  }

  private void part(HttpExchange exchange, String name, byte[] bytes, String range)
      throws IOException {
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = ends[1].isEmpty() ? bytes.length : Integer.parseInt(ends[1]) + 1;
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
    head(exchange, name, 206, to - from);
    send(exchange, bytes, from, to);
  }

  private void head(HttpExchange exchange, String name, int status, int length) throws IOException {
    Headers fields = exchange.getRequestHeaders();
    String range = fields.containsKey("Range") ? " " + fields.getFirst("Range") : "";
    asked.add(status + " " + name + range);
    exchange.sendResponseHeaders(status, length);
  }

  private void send(HttpExchange exchange, byte[] bytes, int from, int to) throws IOException {
    int end = (int) Math.min(to, (long) from + cutAfter);
    exchange.getResponseBody().write(bytes, from, end - from);
    if (end < to) {
      exchange.getResponseBody().flush();
      TestProxy.await(cutWhen);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
