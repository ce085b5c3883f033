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

  Path now() throws IOException {
    Path current = folder.resolve("current");
    boolean isWorker =
        mayBeWorkers
            && Files.isSymbolicLink(current)
            && Files.readSymbolicLink(current).startsWith("versions");
    return (isWorker ? current : folder).toRealPath();
  }
}
