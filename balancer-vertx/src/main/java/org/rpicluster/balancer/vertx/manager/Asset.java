package org.rpicluster.balancer.vertx.manager;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * A file that the page refers to, read once when the class is loaded. Immutable.
 *
 * @param name its name below the manager's path
 * @param type its media type
 * @param content what it says
 */
record Asset(String name, String type, String content) {

  static final List<Asset> ALL =
      List.of(
          load("manager.css", "text/css; charset=utf-8"),
          load("manager.js", "text/javascript; charset=utf-8"),
          load("icon.svg", "image/svg+xml"));

  void send(LocalExchange exchange) {
    Answers.send(exchange, type, content);
  }

  private static Asset load(String name, String type) {
    return new Asset(name, type, text(name));
  }

  /** What a file beside this class says. */
  static String text(String name) {
    try (InputStream in = Asset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
