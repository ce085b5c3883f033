package org.rpicluster.balancer.program.site.publish;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.jspecify.annotations.Nullable;

/**
 * A .gz of several members, one after the other: to a reader one stream (RFC 1952, 2.2), and each
 * member can be fetched and unpacked by itself. No name and no time are in its headers, so that the
 * same bytes give the same bytes. For one thread.
 */
final class GzipMembers extends OutputStream {

  private final HashingOutputStream hashed;
  private final CountingOutputStream out;
  private @Nullable GzipCompressorOutputStream member;
  private long memberBegin;

  GzipMembers(OutputStream out) {
    hashed = new HashingOutputStream(Hashing.sha256(), out);
    this.out = new CountingOutputStream(hashed);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (member == null) {
      GzipParameters plain = new GzipParameters();
      plain.setOS(GzipParameters.OS.UNKNOWN);
      memberBegin = out.getCount();
      member = new GzipCompressorOutputStream(new Unclosed(), plain);
    }
    member.write(bytes, from, length);
  }

  /** Ends the member; what is written next begins another one. */
  void endMember() throws IOException {
    if (member != null) {
      member.close();
      member = null;
    }
  }

  /** Where the member begins that is being written, or else the next one. */
  long position() {
    return member == null ? out.getCount() : memberBegin;
  }

  String sha256() {
    return hashed.hash().toString();
  }

  @Override
  public void close() throws IOException {
    endMember();
    out.close();
  }

  /** What a member writes to: its end is not the end of all. */
  private final class Unclosed extends FilterOutputStream {

    Unclosed() {
      super(GzipMembers.this.out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() {
      // The next member goes on.
    }
  }
}
