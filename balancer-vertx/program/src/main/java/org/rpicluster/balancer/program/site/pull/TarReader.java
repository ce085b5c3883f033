package org.rpicluster.balancer.program.site.pull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * Reads an archive that a stranger may have made: plain files and folders, and nothing else. What
 * the library makes of damage is one line. For one thread. POSIX.1-2017, pax.
 */
final class TarReader implements AutoCloseable {

  private static final int SPECIAL_BITS = 07000;
  private static final int BUFFER_BYTES = 64 << 10;

  private final TarBytes bytes;
  private final TarArchiveInputStream tar;

  TarReader(InputStream archive, long bytesMax) {
    try {
      BufferedInputStream packed = new BufferedInputStream(archive, BUFFER_BYTES);
      bytes = new TarBytes(unpacked(packed), bytesMax);
    } catch (IOException e) {
      throw damaged(e);
    }
    tar = new TarArchiveInputStream(bytes, StandardCharsets.UTF_8.name());
  }

  /**
   * A file or a folder.
   *
   * @param path without a slash at its end
   * @param isFolder whether it is a folder
   * @param bytes of a file
   */
  record TarEntry(String path, boolean isFolder, long bytes) {}

  /** The next entry; nothing at the end. */
  Optional<TarEntry> next() {
    TarArchiveEntry entry = nextEntry();
    if (entry == null) {
      return Optional.empty();
    }
    String name = entry.getName();
    refuseIf(kindOf(entry).isPresent(), name, kindOf(entry).orElse(""));
    refuseIf(
        (entry.getMode() & SPECIAL_BITS) != 0, name, "setuid, setgid or sticky permission bits");
    refuseIf(entry.getLastModifiedTime().toMillis() < 0, name, "a time before 1970");
    boolean isFolder = entry.getLinkFlag() == TarConstants.LF_DIR;
    refuseIf(isFolder && entry.getSize() != 0, name, "a folder with content");
    String path = isFolder && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return Optional.of(new TarEntry(SitePath.checked(path), isFolder, entry.getSize()));
  }

  private TarArchiveEntry nextEntry() {
    bytes.beginHeader();
    try {
      return tar.getNextEntry();
    } catch (SiteException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(e); // The library throws several kinds of unchecked exceptions at damage.
    } finally {
      bytes.endHeader();
    }
  }

  /** What it is, if it is neither a file nor a folder. */
  private static Optional<String> kindOf(TarArchiveEntry entry) {
    if (entry.isSparse()) {
      return Optional.of("a sparse file");
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_DIR -> Optional.empty();
      case TarConstants.LF_SYMLINK -> Optional.of("a symbolic link");
      case TarConstants.LF_LINK -> Optional.of("a hard link");
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> Optional.of("a device");
      case TarConstants.LF_FIFO -> Optional.of("a FIFO");
      default -> Optional.of("neither a file nor a folder");
    };
  }

  private static void refuseIf(boolean bad, String name, String why) {
    if (bad) {
      throw new SiteException("archive: " + SitePath.shown(name) + ": " + why);
    }
  }

  /** The content of the entry. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException("read by arrays");
      }

      @Override
      public int read(byte[] to, int from, int length) {
        return readTar(to, from, length);
      }
    };
  }

  private int readTar(byte[] to, int from, int length) {
    try {
      return tar.read(to, from, length);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Reads what is behind the end of the tar, and gives the hash of all, if that is so long. */
  String sha256(long expectedBytes) {
    byte[] rest = new byte[BUFFER_BYTES];
    try {
      while (bytes.read(rest, 0, rest.length) >= 0) {
        // It is hashed on its way.
      }
    } catch (IOException e) {
      throw damaged(e);
    }
    return bytes.count() == expectedBytes ? bytes.sha256() : "";
  }

  /**
   * One member after the other: the JDK's reader calls itself for each, until its stack is full.
   */
  private static InputStream unpacked(InputStream packed) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(packed)
        .setDecompressConcatenated(true)
        .get();
  }

  private static SiteException damaged(Exception e) {
    return new SiteException("archive: damaged: " + SitePath.shown(String.valueOf(e.getMessage())));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
