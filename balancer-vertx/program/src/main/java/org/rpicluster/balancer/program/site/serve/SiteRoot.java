package org.rpicluster.balancer.program.site.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that is served, as it is now: a link is followed at each request, so that a switch of
 * {@code current} counts from the next one on. Blocks for the disk; immutable.
 *
 * @param folder the site; or a worker's directory, whose {@code current} is the site
 * @param mayBeWorkers whether it may be such a directory
 */
record SiteRoot(Path folder, boolean mayBeWorkers) {

  /**
   * The folder at one moment.
   *
   * @param name its name, which goes through the link
   * @param real where that led to
   */
  record Now(Path name, Path real) {

    /** The name of a file below, which leads to another one after a switch. */
    Path through(Path file) {
      return file.equals(real) ? name : name.resolve(real.relativize(file));
    }
  }

  Now now() throws IOException {
    Path current = folder.resolve("current");
    boolean isWorker =
        mayBeWorkers
            && Files.isSymbolicLink(current)
            && Files.readSymbolicLink(current).startsWith("versions");
    Path name = isWorker ? current : folder;
    return new Now(name, name.toRealPath());
  }
}
