package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.routing.Compression;

/**
 * {@code AddOutputFilterByType DEFLATE}, outside of sections: which answers of a server are
 * compressed, those that the main server says among them. For one thread and one server.
 */
final class CompressLines {

  private static final String KEY = "addoutputfilterbytype";

  /** httpd's own. */
  private static final List<String> FILTERS =
      List.of(
          "DEFLATE",
          "INFLATE",
          "BROTLI_COMPRESS",
          "INCLUDES",
          "SUBSTITUTE",
          "RATE_LIMIT",
          "CACHE",
          "BUFFER",
          "XSendFile");

  private final Fates fates;

  CompressLines(Fates fates) {
    this.fates = fates;
  }

  /** What is said in the main server and in this one. */
  Compression read(Server main, Server server) {
    List<Directive> lines = new ArrayList<>(main.all(KEY));
    if (!server.isMain()) {
      lines.addAll(server.all(KEY));
    }
    List<String> types = new ArrayList<>();
    lines.forEach(line -> read(line, types));
    return new Compression(types);
  }

  private void read(Directive line, List<String> types) {
    if (!line.argument(0).equalsIgnoreCase("deflate")) {
      String filter = line.argument(0);
      NearestName.to(filter, FILTERS)
          .filter(known -> !known.equalsIgnoreCase(filter))
          .ifPresent(known -> fates.refused(line, line.shown(), filter, known));
      fates.needsYou(line, "bodies are not changed by " + filter);
      return;
    }
    fates.translated(line);
    for (String type : line.arguments().subList(1, line.arguments().size())) {
      try {
        types.add(Compression.requireType(type));
      } catch (IllegalArgumentException e) {
        fates.needsYou(line, String.valueOf(e.getMessage()));
      }
    }
  }
}
