package org.rpicluster.balancer.vertx.forwarded;

import java.util.HexFormat;
import java.util.List;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The id that one request has in all logs: what a trusted proxy gave it, or a new one of 128 random
 * bits. It names, and proves nothing. Immutable; any thread if the chance is.
 *
 * @param field the field's name
 * @param chance where new ids come from
 */
public record RequestId(String field, Chance chance) {

  /** A UUID has 36, W3C's traceparent 55. */
  private static final int LENGTH_MAX = 128;

  /** The id of a request. */
  public String of(Client client, Fields fields) {
    if (client.isPeerTrusted()) {
      List<String> given = fields.getAll(field);
      if (given.size() == 1 && isGood(given.get(0))) {
        return given.get(0);
      }
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(chance.nextLong()) + hex.toHexDigits(chance.nextLong());
  }

  /** What can stand in any log and field without quotes. */
  private static boolean isGood(String id) {
    return !id.isEmpty()
        && id.length() <= LENGTH_MAX
        && id.chars().allMatch(c -> c < 0x7F && (Character.isLetterOrDigit(c) || isMark(c)));
  }

  private static boolean isMark(int c) {
    return "-_.:=+/@".indexOf(c) >= 0;
  }
}
