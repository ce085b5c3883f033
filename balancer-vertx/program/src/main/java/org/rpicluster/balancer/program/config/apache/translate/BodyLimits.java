package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.OptionalLong;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Reads {@code LimitRequestBody}: how long bodies of requests may be. In httpd it does not hold for
 * what is forwarded; here it does, but for bodies of as many bytes as a request may hold anyway, so
 * that no form which works behind httpd fails here. For one thread and one configuration.
 */
final class BodyLimits {

  /** What is kept of a body for another try, unless said otherwise: it costs no more than that. */
  private static final long LEAST = 64 * 1024;

  private final Fates fates;

  BodyLimits(Fates fates) {
    this.fates = fates;
  }

  PathValue<OptionalLong> of(List<Server> servers) {
    return new PathValue<>(servers, "limitrequestbody", OptionalLong.empty(), this::bytes, fates);
  }

  private OptionalLong bytes(Directive line) {
    String written = line.argument(0);
    if (!written.matches("[0-9]{1,18}")) {
      fates.wrong(line, line.name(), written, "bytes, or 0 for no limit");
      return OptionalLong.empty();
    }
    fates.translated(line);
    long bytes = Long.parseLong(written);
    if (bytes == 0) {
      return OptionalLong.of(Long.MAX_VALUE);
    }
    fates.warning(
        line,
        "LimitRequestBody holds for what is forwarded as well, from 64 KiB on: in httpd only for"
            + " what it serves itself");
    return OptionalLong.of(Math.max(bytes, LEAST));
  }
}
