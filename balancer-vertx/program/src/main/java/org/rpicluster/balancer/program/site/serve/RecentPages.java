package org.rpicluster.balancer.program.site.serve;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;

/**
 * What paths led to within the last second, and the bytes of small files, so that the next request
 * costs one system call: the one that shows that the path still leads to that file, and that it has
 * not changed. What a second may pass over is a twin or a link that is new. 4 MiB at most. Blocks
 * for the disk; any thread.
 */
final class RecentPages {

  private static final long BYTES_MAX = 4 << 20;

  /** Of an entry without the file's bytes. */
  private static final int ENTRY_BYTES = 500;

  private static final Duration VALIDITY = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final Cache<Asked, RecentPage> pages;

  /** What was asked for. */
  record Asked(RequestedPath path, boolean acceptsGzip) {}

  /**
   * What was found.
   *
   * @param page whose state is by a name that goes through the site's own link
   * @param small the bytes of a small file
   */
  record RecentPage(PageFile page, byte @Nullable [] small) {}

  RecentPages(Ticker ticker) {
    this.ticker = ticker;
    pages =
        CacheBuilder.newBuilder()
            .concurrencyLevel(1)
            .maximumWeight(BYTES_MAX)
            .weigher((Asked asked, RecentPage found) -> weight(found))
            .expireAfterWrite(VALIDITY)
            .ticker(
                new com.google.common.base.Ticker() {
                  @Override
                  public long read() {
                    return ticker.nanos();
                  }
                })
            .build();
  }

  private static int weight(RecentPage found) {
    return ENTRY_BYTES + (found.small() == null ? 0 : found.small().length);
  }

  /** What a path still leads to; null if that is not known. */
  @Nullable RecentPage still(Asked asked) {
    RecentPage found = pages.getIfPresent(asked);
    return found != null && found.page().state().isStill() ? found : null;
  }

  /** Keeps what was found, if its next change will be seen. */
  void keep(Asked asked, PageFile page, byte @Nullable [] small) {
    FileState state = page.state();
    if (state.key() != null && state.isAtRest(ticker.now()) && state.isStill()) {
      pages.put(asked, new RecentPage(page, small));
    }
  }
}
