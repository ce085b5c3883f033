package org.rpicluster.balancer.program.site.serve;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import org.rpicluster.balancer.program.site.Sha256;

/**
 * Entity tags by content, so that they are the same on every worker. A file is read once for its
 * tag, and again only when it is another file or has been changed. About 200 bytes a file that was
 * asked for, of 20,000 at most. Blocks for the disk; any thread.
 */
final class EntityTags {

  private static final int FILES_MAX = 20_000;

  /** 128 bits of the hash: no two files of a site share them. */
  private static final int HASH_BYTES = 16;

  private final Cache<Key, String> tags = CacheBuilder.newBuilder().maximumSize(FILES_MAX).build();

  /** A file as it was when it was read: which one, when changed, how large. */
  private record Key(Object file, FileTime changed, long bytes) {}

  String of(Path file, BasicFileAttributes attributes) throws IOException {
    Object id = attributes.fileKey() == null ? file : attributes.fileKey();
    Key key = new Key(id, attributes.lastModifiedTime(), attributes.size());
    try {
      return tags.get(key, () -> hash(file));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static String hash(Path file) throws IOException {
    byte[] hash = new byte[HASH_BYTES];
    Sha256.of(file).writeBytesTo(hash, 0, HASH_BYTES);
    return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
  }
}
