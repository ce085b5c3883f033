package org.rpicluster.balancer.program.site.rollout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.Wanted;

/** A worker whose site is one version; it takes another one when a test has it pull. */
final class PullingWorker implements AutoCloseable {

  final String id;

  /** The version with which its first page is an error; empty for none. */
  volatile String illWith = "";

  /** It hears of new versions, and takes none. */
  volatile boolean isStuck;

  private final HttpServer server;
  private volatile String version;

  PullingWorker(String id, String version) throws IOException {
    this.id = id;
    this.version = version;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String version() {
    return version;
  }

  void pull(Path updates) {
    Path file = updates.resolve(UpdateFiles.wanted(id));
    if (!isStuck && Files.exists(file)) {
      try {
        version = Wanted.read(Files.readAllBytes(file), id).version();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String text = version;
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    boolean isIll = text.equals(illWith) && exchange.getRequestURI().getPath().equals("/");
    exchange.sendResponseHeaders(isIll ? 500 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
