package org.rpicluster.balancer.program.site.serve;

import java.time.Instant;

/**
 * The file that was found for a path, open, or why there is none. Immutable; the file is to be
 * closed.
 */
sealed interface FoundFile {

  /** There is none. */
  record Missing() implements FoundFile {}

  /** It may not be read. */
  record Forbidden() implements FoundFile {}

  /** It is a folder, whose name ends with a slash. */
  record Folder() implements FoundFile {}

  /** It is being changed, or there is no room for more answers: the client may come again. */
  record Busy() implements FoundFile {}

  /**
   * A file.
   *
   * @param content its bytes
   * @param bytes its size
   * @param modified when it was last changed, in whole seconds
   * @param tag its entity tag
   * @param type its media type; empty to say none
   * @param coding how it is packed; empty if it is not
   * @param hasTwin whether there is a packed twin: the answer depends on what the client accepts
   */
  record Open(
      FileBytes content,
      long bytes,
      Instant modified,
      String tag,
      String type,
      String coding,
      boolean hasTwin)
      implements FoundFile {}
}
