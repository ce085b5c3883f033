package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * Goes back to a version that is still here, without the network, and holds the one that it leaves:
 * the next pull does not take it again by itself. Blocks for the disk; stateless.
 */
public final class Rollback {

  private Rollback() {}

  /**
   * Goes back.
   *
   * @param wish a version that is here; nothing: the one before the current one
   * @param after the command to run then
   * @return the version that is served now
   * @throws SiteException if there is none
   */
  public static String run(Path root, Optional<String> wish, Optional<AfterSwitch> after)
      throws IOException {
    try (Worker worker = Worker.open(root)) {
      Manifest current =
          worker.current().orElseThrow(() -> new SiteException(root + ": nothing is served here"));
      Manifest goal = goal(worker.versions(), current, wish);
      Optional<HeldVersion> before = HeldVersion.read(worker.folders().held());
      HeldVersion left = HeldVersion.of(current);
      if (before.isEmpty() || left.time().isAfter(before.get().time())) {
        left.write(worker.folders().held());
      }
      if (after.isPresent()) {
        after.get().setDue(worker, goal.version());
      }
      worker.switchTo(goal.version());
      if (after.isPresent()) {
        after.get().runIfDue(worker);
      }
      return goal.version();
    }
  }

  private static Manifest goal(
      List<Manifest> oldestFirst, Manifest current, Optional<String> wish) {
    if (wish.isPresent()) {
      return oldestFirst.stream()
          .filter(it -> it.version().equals(wish.get()))
          .findFirst()
          .orElseThrow(() -> new SiteException(wish.get() + ": no such version here"));
    }
    Manifest goal = null;
    for (Manifest version : oldestFirst) {
      if (version.time().isBefore(current.time())) {
        goal = version;
      }
    }
    if (goal == null) {
      throw new SiteException(current.version() + ": no older version here");
    }
    return goal;
  }
}
