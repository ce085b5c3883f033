package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The first bytes of what a client sends as a request, for the log if they turn out to be none.
 * Nothing is copied of a head that comes in one piece and can be read. On its event loop only.
 */
public final class FirstLine {

  /** As much as tells a scanner, TLS on the wrong port or a broken client. */
  static final int BYTES_MAX = 256;

  private static final String CUT = "...";

  private final StringBuilder kept = new StringBuilder(0);

  /** Forgets them: the next head begins. */
  /** Forgets what was kept. */
  public void clear() {
    kept.setLength(0);
  }

  /** Keeps what the decoder has taken of a head that is not whole. */
  public void keep(ByteBuf buffer, int from, int to) {
    int more = Math.min(to - from, BYTES_MAX + 1 - kept.length());
    if (more > 0) {
      kept.append(buffer.toString(from, more, StandardCharsets.ISO_8859_1));
    }
  }

  /** The line, Latin-1, not escaped; cut where it is long. */
  public String text() {
    int begin = 0;
    while (begin < kept.length() && isLineEnd(kept.charAt(begin))) {
      begin++;
    }
    int end = begin;
    while (end < kept.length() && kept.charAt(end) != '\n') {
      end++;
    }
    boolean isCut = end == kept.length() && end > BYTES_MAX;
    if (end > begin && kept.charAt(end - 1) == '\r') {
      end--;
    }
    return cut(kept.substring(begin, end), isCut);
  }

  /** A text that may be as long as a request line. */
  public static String cut(String text) {
    boolean isCut = text.length() > BYTES_MAX;
    return isCut ? text.substring(0, BYTES_MAX) + CUT : text;
  }

  private static String cut(String line, boolean isCut) {
    return isCut ? line.substring(0, Math.min(line.length(), BYTES_MAX)) + CUT : line;
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }
}
