package org.rpicluster.balancer.program.site.pull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteFile;

/**
 * The pieces of an archive that hold the files which are needed. Each file is a gzip member, so
 * pieces put together are a .gz as well. O(files log files); stateless.
 */
final class PiecePlan {

  /** A request costs about as much as so many bytes: what is nearer is fetched together. */
  private static final long GAP_BYTES = 32 << 10;

  /** More requests than that take longer than the archive. */
  private static final int PIECES_MAX = 200;

  /** A second or two of a slow line: not worth more than one request, and checked whole. */
  static final long SMALL_BYTES = 1 << 20;

  private PiecePlan() {}

  /**
   * Bytes of an archive.
   *
   * @param from the first
   * @param to behind the last
   */
  record Piece(long from, long to) {}

  /** Whether a version can be made without its archive. */
  static boolean needsNothing(Manifest manifest, List<SiteFile> needed) {
    return needed.isEmpty() && manifest.archive().bytes() > SMALL_BYTES;
  }

  /** The pieces; none if the whole archive is better. */
  static List<Piece> of(Manifest manifest, List<SiteFile> needed) {
    List<SiteFile> sorted = new ArrayList<>(needed);
    sorted.sort(Comparator.comparingLong(SiteFile::offset));
    List<Piece> pieces = new ArrayList<>();
    long bytes = 0;
    for (SiteFile file : sorted) {
      long end = file.offset() + file.length();
      if (file.length() == 0 || end > manifest.archive().bytes()) {
        return List.of();
      }
      int last = pieces.size() - 1;
      if (last >= 0 && file.offset() - pieces.get(last).to <= GAP_BYTES) {
        pieces.set(last, new Piece(pieces.get(last).from, Math.max(end, pieces.get(last).to)));
      } else {
        pieces.add(new Piece(file.offset(), end));
      }
    }
    for (Piece piece : pieces) {
      bytes += piece.to - piece.from;
    }
    long all = manifest.archive().bytes();
    boolean isWorthIt = all > SMALL_BYTES && pieces.size() <= PIECES_MAX && bytes <= all / 2;
    return isWorthIt ? pieces : List.of();
  }
}
