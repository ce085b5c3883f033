package org.rpicluster.balancer.program.site;

import java.time.Instant;

/**
 * One file of a published version. Immutable.
 *
 * @param path below the site's root, with slashes
 * @param bytes its size
 * @param sha256 of its content, in small hexadecimal digits
 * @param time since when the site has this content here: the same on each worker, so that {@code
 *     Last-Modified} is
 * @param offset where in the archive the gzip member with this file begins
 * @param length the bytes of that member
 * @param isKept whether it is of the version before, and kept for pages that still name it
 */
public record SiteFile(
    String path,
    long bytes,
    String sha256,
    Instant time,
    long offset,
    long length,
    boolean isKept) {

  /** The same file, at its place in an archive. */
  public SiteFile at(long place, long compressed) {
    return new SiteFile(path, bytes, sha256, time, place, compressed, isKept);
  }
}
