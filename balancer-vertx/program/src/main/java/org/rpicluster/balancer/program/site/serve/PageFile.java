package org.rpicluster.balancer.program.site.serve;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file as it is answered with. Immutable.
 *
 * @param state the file, as it was looked at
 * @param tag its entity tag
 * @param type its media type; empty to say none
 * @param coding how it is packed; empty if it is not
 * @param hasTwin whether there is a packed twin: the answer depends on what the client accepts
 */
record PageFile(FileState state, String tag, String type, String coding, boolean hasTwin) {

  /** The same by another name of the file. */
  PageFile named(Path other) {
    return new PageFile(state.named(other), tag, type, coding, hasTwin);
  }

  /** Its size. */
  long bytes() {
    return state.bytes();
  }

  /** When it was last changed, in whole seconds. */
  Instant modified() {
    return state.changed().toInstant().truncatedTo(ChronoUnit.SECONDS);
  }
}
