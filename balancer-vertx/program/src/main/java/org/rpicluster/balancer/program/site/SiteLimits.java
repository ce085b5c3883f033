package org.rpicluster.balancer.program.site;

import org.rpicluster.balancer.check.Check;

/**
 * The limits of a version's size. Immutable.
 *
 * @param filesMax files, and as many folders
 * @param bytesMax bytes of all files, and of the archive
 */
public record SiteLimits(int filesMax, long bytesMax) {

  /** A hundred thousand files; 4 GiB, as much as the smallest SD card that a Pi is run from. */
  public static final SiteLimits DEFAULT = new SiteLimits(100_000, 4L << 30);

  /** For versions that were let in already. */
  public static final SiteLimits MOST = new SiteLimits(1_000_000, Long.MAX_VALUE >> 2);

  /** A line of a manifest takes about 230 bytes and the path. */
  private static final int MANIFEST_BYTES_PER_FILE = 400;

  private static final int FILES_MOST = 1_000_000;

  /** Each file takes three tar headers at most, and is filled up to a whole block. */
  private static final long TAR_BYTES_PER_FILE = 5 * 512L;

  /** Checks the numbers. */
  public SiteLimits {
    Check.argument(
        filesMax >= 1 && filesMax <= FILES_MOST, "--max-files", filesMax, "1 to " + FILES_MOST);
    Check.argument(bytesMax >= 1, "--max-bytes", bytesMax, "1 or more");
  }

  /** The largest manifest that is read. */
  public int manifestBytesMax() {
    return (int)
        Math.min(Integer.MAX_VALUE - 8L, (1L << 20) + (long) MANIFEST_BYTES_PER_FILE * filesMax);
  }

  /** The largest archive, packed or not. */
  public long archiveBytesMax() {
    return bytesMax + TAR_BYTES_PER_FILE * 2 * filesMax + (1 << 20);
  }
}
