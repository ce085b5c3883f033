package org.rpicluster.balancer.vertx.proxy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route's clients read in the place of the proxy's own sentences, by status. Answers of
 * members are never replaced, and a client that asks for JSON gets that. Immutable; a look-up for
 * each answer of the proxy's own. Apache's {@code ErrorDocument}.
 *
 * @param pages by the status that they are for
 */
public record ErrorPages(Map<Integer, ErrorPage> pages) {

  /** The sentences alone. */
  public static final ErrorPages NONE = new ErrorPages(Map.of());

  /** Copies the map. */
  public ErrorPages {
    pages = Map.copyOf(pages);
  }

  /**
   * A page, which is held as long as its route; its bytes are not to be changed.
   *
   * @param type its media type
   * @param body its bytes
   */
  public record ErrorPage(String type, byte[] body) {}

  /** The page for a status; null if there is none. */
  @Nullable ErrorPage of(int status) {
    return pages.get(status);
  }
}
