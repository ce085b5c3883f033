package org.rpicluster.balancer.program.site.serve;

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
   * @param page what is said of it
   * @param content its bytes
   */
  record Open(PageFile page, FileBytes content) implements FoundFile {}
}
