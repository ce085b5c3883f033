package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Manifest;

/** The versions that a worker keeps: the one that it serves, and the newest. Stateless. */
final class TreeRetention {

  private TreeRetention() {}

  static void keep(Worker worker, int count) throws IOException {
    if (worker.trees() <= count) {
      return; // Without a look at what they are.
    }
    Optional<String> current = worker.current().map(Manifest::version);
    List<Manifest> oldestFirst = worker.versions();
    int tooMany = oldestFirst.size() - count;
    for (Manifest version : oldestFirst) {
      if (tooMany > 0 && !current.equals(Optional.of(version.version()))) {
        worker.remove(version.version());
        tooMany--;
      }
    }
  }
}
