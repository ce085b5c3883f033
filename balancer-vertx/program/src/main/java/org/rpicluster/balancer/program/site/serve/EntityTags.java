package org.rpicluster.balancer.program.site.serve;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.rpicluster.balancer.program.site.Sha256;
import org.rpicluster.balancer.time.Ticker;

/**
 * Entity tags by content, so that they are the same on every worker. A file is read once for its
 * tag, and again only when it is another file or has been changed. About 200 bytes a file that was
 * asked for, of 20,000 at most. Blocks for the disk; any thread.
 */
final class EntityTags {

  private static final int FILES_MAX = 20_000;

  /** 128 bits of the hash: no two files of a site share them. */
  private static final int HASH_BYTES = 16;

  private final Cache<List<Object>, String> tags =
      CacheBuilder.newBuilder().maximumSize(FILES_MAX).build();

  private final Ticker ticker;

  EntityTags(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * The tag of a file. One that was changed just now is read each time.
   *
   * @throws ChangingException if it is being changed
   */
  String of(FileState state) throws IOException {
    if (!state.isAtRest(ticker.now())) {
      return hash(state);
    }
    try {
      return tags.get(key(state), () -> hash(state));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /** Whatever its name, if the system knows it by more than that. */
  private static List<Object> key(FileState state) {
    Object id = state.key() == null ? state.file() : state.key();
    return List.of(id, state.changed(), state.bytes());
  }

  private static String hash(FileState state) throws IOException {
    byte[] hash = new byte[HASH_BYTES];
    Sha256.of(state.file()).writeBytesTo(hash, 0, HASH_BYTES);
    if (!state.equals(FileState.of(state.file()))) {
      throw new ChangingException(); // it is not known of which of the two this is the hash
    }
    return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
  }
}
