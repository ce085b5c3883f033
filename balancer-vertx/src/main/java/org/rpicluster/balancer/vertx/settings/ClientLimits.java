package org.rpicluster.balancer.vertx.settings;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rpicluster.balancer.check.Check;

/**
 * How much a client may take. Immutable.
 *
 * @param connections of all clients at one time; what fits into the heap if not said
 * @param requestLineBytes method, target and version
 * @param headerBytes all fields of a request
 * @param headerCount their number
 * @param bodyBytes of one request; without a limit if not said
 * @param streams requests at one time on a connection of HTTP/2
 */
public record ClientLimits(
    OptionalInt connections,
    int requestLineBytes,
    int headerBytes,
    int headerCount,
    OptionalLong bodyBytes,
    int streams) {

  /**
   * The line is as long, and the fields as many, as Apache takes; the fields together are two of
   * the largest that it takes. As many streams as nearly every server allows.
   */
  public static final ClientLimits DEFAULT =
      new ClientLimits(OptionalInt.empty(), 8 * 1024, 16 * 1024, 100, OptionalLong.empty(), 100);

  /**
   * Checks that so many connections fit into their share of the heap: of more the limit would never
   * be reached.
   *
   * @param each what one costs
   * @param shareBytes what all may cost
   * @return their number
   */
  public static int requireFitting(int connections, int each, long shareBytes) {
    long most = shareBytes / each;
    String expected =
        String.format(
            Locale.ROOT,
            "at most %d, each takes %s, and of the heap %s are for connections",
            most,
            Sizes.text(each),
            Sizes.text(shareBytes));
    Check.argument(connections <= most, "connections", connections, expected);
    return connections;
  }

  /** The same with another number of connections. */
  public ClientLimits connections(OptionalInt most) {
    return new ClientLimits(most, requestLineBytes, headerBytes, headerCount, bodyBytes, streams);
  }

  /** The same with a longer or shorter request line. */
  public ClientLimits requestLineBytes(int most) {
    return new ClientLimits(connections, most, headerBytes, headerCount, bodyBytes, streams);
  }

  /** The same with larger or smaller fields. */
  public ClientLimits headerBytes(int most) {
    return new ClientLimits(connections, requestLineBytes, most, headerCount, bodyBytes, streams);
  }

  /** The same with more or fewer fields. */
  public ClientLimits headerCount(int most) {
    return new ClientLimits(connections, requestLineBytes, headerBytes, most, bodyBytes, streams);
  }

  /** The same with a larger or smaller body. */
  public ClientLimits bodyBytes(OptionalLong most) {
    return new ClientLimits(connections, requestLineBytes, headerBytes, headerCount, most, streams);
  }

  /** The same with more or fewer streams. */
  public ClientLimits streams(int most) {
    return new ClientLimits(
        connections, requestLineBytes, headerBytes, headerCount, bodyBytes, most);
  }

  /** For the log and for people. */
  @Override
  public String toString() {
    String body = bodyBytes.isPresent() ? Sizes.text(bodyBytes.getAsLong()) : "without a limit";
    return String.format(
        Locale.ROOT,
        "request line %s, headers %s, %d of them, body %s, %d streams of HTTP/2",
        Sizes.text(requestLineBytes),
        Sizes.text(headerBytes),
        headerCount,
        body,
        streams);
  }
}
