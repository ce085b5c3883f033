package org.rpicluster.balancer.program.site.publish;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteFile;

/**
 * Since when a file has its content: what {@code Last-Modified} says, the same on each worker. It
 * stays while the content does, and never goes back at one path: a browser that asks {@code
 * If-Modified-Since} would keep the old content. A content that only moved keeps its time where it
 * can, so that a worker can link it. O(1) a file; immutable.
 */
final class FileTimes {

  private final Instant now;
  private final Map<String, SiteFile> byPath = new HashMap<>();
  private final Map<String, Instant> byContent = new HashMap<>();

  FileTimes(Instant now, Optional<Manifest> before) {
    this.now = now;
    for (SiteFile file : before.map(Manifest::files).orElse(List.of())) {
      byPath.put(file.path(), file);
      byContent.putIfAbsent(file.sha256(), file.time());
    }
  }

  Instant of(String path, String sha256) {
    SiteFile before = byPath.get(path);
    if (before != null && before.sha256().equals(sha256)) {
      return before.time();
    }
    Instant elsewhere = byContent.getOrDefault(sha256, now);
    return before == null || before.time().isBefore(elsewhere) ? elsewhere : now;
  }
}
