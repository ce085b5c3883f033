package org.rpicluster.balancer.program.site.serve;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates of fields, which know seconds. Stateless; any thread. RFC 9110, 5.6.7. */
final class HttpDate {

  private HttpDate() {}

  static String text(Instant time) {
    return DateFormatter.format(Date.from(time));
  }

  /** Reads any of the three forms; nothing if it is none. */
  static Optional<Instant> parse(@Nullable String text) {
    Date date = text == null ? null : DateFormatter.parseHttpDate(text);
    return Optional.ofNullable(date).map(Date::toInstant);
  }
}
