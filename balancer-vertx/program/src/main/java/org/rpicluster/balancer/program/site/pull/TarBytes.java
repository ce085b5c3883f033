package org.rpicluster.balancer.program.site.pull;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * An unpacked tar on its way to its reader: counted and hashed, never more than it may be; and a
 * header is not longer than a header is, as the reader would take in memory whatever a name's
 * length says. For one thread.
 */
final class TarBytes extends FilterInputStream {

  /**
   * A header, and the headers before it that hold a long name: 4 KiB at most with the names that a
   * site may have. The reader may read some way ahead.
   */
  private static final int HEADER_BYTES_MAX = 64 << 10;

  private final long bytesMax;
  private final Hasher hasher = Hashing.sha256().newHasher();
  private long count;
  private long headerEnd = Long.MAX_VALUE;

  TarBytes(InputStream in, long bytesMax) {
    super(in);
    this.bytesMax = bytesMax;
  }

  /** A header comes next. */
  void beginHeader() {
    headerEnd = count + HEADER_BYTES_MAX;
  }

  /** The bytes of a file come next. */
  void endHeader() {
    headerEnd = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    if (read > 0) {
      count += read;
      hasher.putBytes(bytes, from, read);
      check();
    }
    return read;
  }

  private void check() {
    if (count > bytesMax) {
      throw new SiteException("archive: unpacks to more than " + bytesMax + " bytes");
    }
    if (count > headerEnd) {
      throw new SiteException("archive: a header of more than " + HEADER_BYTES_MAX + " bytes");
    }
  }

  /** Through {@link #read}: what is passed over counts. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] passed = new byte[(int) Math.min(Math.max(bytes, 0), HEADER_BYTES_MAX)];
    return Math.max(0, read(passed, 0, passed.length));
  }

  long count() {
    return count;
  }

  /** Of all bytes; asked once. */
  String sha256() {
    return hasher.hash().toString();
  }
}
