package org.rpicluster.balancer.program.site.publish;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.program.site.SitePath;
import org.rpicluster.balancer.program.site.TreeNames;

/**
 * The assets of the version before that the new one does not have: a page of the old version, in a
 * browser or on another worker, still finds its pictures and styles on a worker that has the new
 * one. Pages themselves are not kept, and nothing is kept twice: what the version before had kept
 * goes. Stateless.
 */
final class KeptAssets {

  private KeptAssets() {}

  /** Which to keep; their names are taken in. */
  static List<SiteFile> of(Manifest before, TreeNames names) {
    List<SiteFile> kept =
        before.files().stream()
            .filter(file -> !file.isKept() && !isPage(file.path()))
            .filter(file -> names.hasRoomFor(file.path()))
            .toList();
    kept.forEach(file -> names.addFile(file.path()));
    return kept;
  }

  static boolean isPage(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml");
  }

  /** Reads one file out of an archive that was made here. */
  static InputStream open(Path archive, SiteFile file) throws IOException {
    FileChannel channel = FileChannel.open(archive);
    InputStream in =
        new BufferedInputStream(Channels.newInputStream(channel.position(file.offset())));
    TarArchiveInputStream tar =
        new TarArchiveInputStream(new GzipCompressorInputStream(in), StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.getName().equals(file.path()) && entry.getSize() == file.bytes()) {
        return tar;
      }
    }
    tar.close();
    throw new SiteException(
        SitePath.shown(file.path())
            + ": not in the archive of the version before; publish without"
            + " --with-previous");
  }
}
