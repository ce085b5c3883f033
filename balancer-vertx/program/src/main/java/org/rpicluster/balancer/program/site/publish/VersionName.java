package org.rpicluster.balancer.program.site.publish;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Manifest;

/**
 * A version is named by when it was published, and what it holds: {@code
 * 20261128T120000Z-1a2b3c4d}. So names are in the order of time, and no two contents have one name.
 * Stateless.
 */
final class VersionName {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Enough to tell the versions of one second apart. */
  private static final int DIGITS = 8;

  private VersionName() {}

  /** When a version is published: later than the one before, though the clock was set back. */
  static Instant time(Instant now, Optional<Manifest> before) {
    Instant time = now.truncatedTo(ChronoUnit.SECONDS);
    Instant earliest = before.map(it -> it.time().plusSeconds(1)).orElse(Instant.EPOCH);
    return time.isBefore(earliest) ? earliest : time;
  }

  static String of(Instant time, String tarSha256) {
    return STAMP.format(time) + "-" + tarSha256.substring(0, DIGITS);
  }
}
