package org.rpicluster.balancer.vertx.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages that a route's clients read in the place of the proxy's own sentences, by status.
 * Answers of members are replaced only where the route says so ({@link ReplaceError}), and a client
 * that asks for JSON gets that. Immutable; a look-up for each answer of the proxy's own. Apache's
 * {@code ErrorDocument}.
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
   * @param location where clients are sent instead; empty if they read this
   */
  public record ErrorPage(String type, byte[] body, String location) {

    private static final String TEXT = "text/plain; charset=utf-8";

    /** One that is read here. */
    public ErrorPage(String type, byte[] body) {
      this(type, body, "");
    }

    /** One that is elsewhere. */
    public static ErrorPage elsewhere(String location) {
      return new ErrorPage(TEXT, "The page is elsewhere.\n".getBytes(US_ASCII), location);
    }

    /** A sentence. */
    static ErrorPage text(String sentence) {
      return new ErrorPage(TEXT, (sentence + "\n").getBytes(UTF_8));
    }

    /** Whether clients are sent elsewhere. */
    boolean isElsewhere() {
      return !location.isEmpty();
    }
  }

  /** The page for a status; null if there is none. */
  @Nullable ErrorPage of(int status) {
    return pages.get(status);
  }
}
