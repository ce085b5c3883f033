package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Manifest;

/** The status of a worker, in lines. Takes no lock; blocks for the disk; stateless. */
public final class PullStatus {

  private PullStatus() {}

  /**
   * One line a version, newest first; the one that is served, and one that is held back, say so.
   */
  public static List<String> of(Path root) throws IOException {
    return Worker.look(root, PullStatus::lines);
  }

  private static List<String> lines(Worker worker) throws IOException {
    Optional<String> current = worker.current().map(Manifest::version);
    Optional<String> held = HeldVersion.read(worker.folders().held()).map(HeldVersion::version);
    List<String> lines = new ArrayList<>();
    for (Manifest version : worker.versions()) {
      String role =
          current.equals(Optional.of(version.version()))
              ? "current"
              : held.equals(Optional.of(version.version())) ? "held back" : "kept";
      lines.add(
          0,
          String.format(
              Locale.ROOT,
              "%s %s: %d files, %d bytes, published %s",
              role,
              version.version(),
              version.files().size(),
              version.bytes(),
              version.time()));
    }
    if (current.isEmpty()) {
      lines.add(0, "nothing is served yet");
    }
    return lines;
  }
}
