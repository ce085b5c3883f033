package org.rpicluster.balancer.program.site.publish;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * Writes a tar whose bytes follow from names and contents alone: owners, times and permissions are
 * fixed. Each file ends a gzip member. For one thread. POSIX.1-2017, pax.
 */
final class TarWriter implements AutoCloseable {

  /** Any but 1970: tar warns of that. The first that a FAT file system knows. */
  private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));

  private static final int FILE_MODE = 0100644;
  private static final int FOLDER_MODE = 040755;

  /** What a name in a tar header has room for; a longer one has a header of its own before it. */
  private static final int NAME_BYTES = 100;

  private static final int BUFFER_BYTES = 64 << 10;

  private final GzipMembers members;
  private final HashingOutputStream hashed;
  private final CountingOutputStream counted;
  private final TarArchiveOutputStream tar;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * Where a file came to be.
   *
   * @param sha256 of its content
   * @param offset of its gzip member
   * @param length of its gzip member
   */
  record Written(String sha256, long offset, long length) {}

  TarWriter(OutputStream out) {
    members = new GzipMembers(out);
    hashed = new HashingOutputStream(Hashing.sha256(), members);
    counted = new CountingOutputStream(hashed);
    tar = new TarArchiveOutputStream(counted, StandardCharsets.UTF_8.name());
    // The library's own headers for long names would carry the user's name.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  void folder(String path) throws IOException {
    String name = path + "/";
    longName(name);
    tar.putArchiveEntry(fixed(new TarArchiveEntry(name), FOLDER_MODE));
    tar.closeArchiveEntry();
  }

  /** Writes a file, which is read once, to its end. */
  Written file(String path, long bytes, InputStream content) throws IOException {
    long offset = members.position();
    HashingInputStream in = new HashingInputStream(Hashing.sha256(), content);
    longName(path);
    TarArchiveEntry entry = fixed(new TarArchiveEntry(path), FILE_MODE);
    entry.setSize(bytes);
    tar.putArchiveEntry(entry);
    long left = bytes;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      left -= read;
      refuseIf(left < 0, path);
      tar.write(buffer, 0, read);
    }
    refuseIf(left > 0, path);
    tar.closeArchiveEntry();
    tar.flush();
    members.endMember();
    return new Written(in.hash().toString(), offset, members.position() - offset);
  }

  private static void refuseIf(boolean hasChanged, String path) {
    if (hasChanged) {
      throw new SiteException(SitePath.shown(path) + ": has changed while it was read");
    }
  }

  private void longName(String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < NAME_BYTES && bytes.length == name.length()) {
      return;
    }
    byte[] body = paxRecord("path", name);
    TarArchiveEntry pax =
        fixed(
            new TarArchiveEntry("PaxHeaders/path", TarConstants.LF_PAX_EXTENDED_HEADER_LC),
            FILE_MODE);
    pax.setSize(body.length);
    tar.putArchiveEntry(pax);
    tar.write(body);
    tar.closeArchiveEntry();
  }

  /** {@code LENGTH KEY=VALUE}, and the length counts its own digits. */
  private static byte[] paxRecord(String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length;
    for (int digits = 0; digits != Integer.toString(length).length(); ) {
      digits = Integer.toString(length).length();
      length = rest.length + digits;
    }
    return (length + new String(rest, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private static TarArchiveEntry fixed(TarArchiveEntry entry, int mode) {
    entry.setUserName("root");
    entry.setGroupName("root");
    entry.setIds(0, 0);
    entry.setMode(mode);
    entry.setLastModifiedTime(TIME);
    return entry;
  }

  /** Writes the end. */
  void finish() throws IOException {
    tar.finish();
    tar.flush();
    members.endMember();
  }

  /** What was written, once it is finished; asked once. */
  Manifest.Content tar() {
    return new Manifest.Content(counted.getCount(), hashed.hash().toString());
  }

  /** The same, packed; asked once. */
  Manifest.Content archive() {
    return new Manifest.Content(members.position(), members.sha256());
  }

  /** Closes what it writes to; unfinished, if {@link #finish} has not been called. */
  @Override
  public void close() throws IOException {
    members.close();
  }
}
