package org.rpicluster.balancer.vertx.accesslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a log was put aside as: {@code access.log.20261129-011500}, by the time in UTC
 * when that was done, so that their names are in their order. Waits for the disk; stateless.
 */
final class RotatedFiles {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A second's second one has a number. */
  private static final String SUFFIX = "\\.\\d{8}-\\d{6}(-\\d+)?";

  /** Of one second: more would be a fault elsewhere. */
  private static final int NAMES_MAX = 1000;

  private RotatedFiles() {}

  /** Puts a file aside. */
  static void putAside(Path file, Instant now) throws IOException {
    String name = file.getFileName() + "." + TIME.format(now);
    Path to = file.resolveSibling(name);
    for (int i = 2; Files.exists(to) && i < NAMES_MAX; i++) {
      to = file.resolveSibling(name + String.format(Locale.ROOT, "-%03d", i));
    }
    Files.move(file, to);
  }

  /** Removes the oldest until all have no more bytes than this. */
  static void prune(Path file, long budgetBytes) throws IOException {
    Pattern ours = Pattern.compile(Pattern.quote(file.getFileName().toString()) + SUFFIX);
    List<Path> all;
    try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
      all =
          siblings
              .filter(each -> ours.matcher(each.getFileName().toString()).matches())
              .sorted()
              .toList();
    }
    long bytes = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      bytes += Files.size(all.get(i));
      if (bytes > budgetBytes) {
        Files.delete(all.get(i));
      }
    }
  }
}
