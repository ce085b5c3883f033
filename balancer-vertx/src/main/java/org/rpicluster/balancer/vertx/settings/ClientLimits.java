package org.rpicluster.balancer.vertx.settings;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;

/**
 * The limits of what a client may take. Immutable.
 *
 * @param connections of all clients at one time; what fits into the heap if not said
 * @param requestLineBytes method, target and version
 * @param fields what stands below them
 * @param bodyBytes of one request; without a limit if not said
 * @param streams requests at one time on a connection of HTTP/2
 * @param requests one after the other on a connection of HTTP/1.1; without a limit if not said
 */
public record ClientLimits(
    OptionalInt connections,
    int requestLineBytes,
    FieldLimits fields,
    OptionalLong bodyBytes,
    int streams,
    OptionalInt requests) {

  /** The line is as long as Apache takes, and as many streams as nearly every server allows. */
  public static final ClientLimits DEFAULT =
      new ClientLimits(
          OptionalInt.empty(),
          8 * 1024,
          FieldLimits.DEFAULT,
          OptionalLong.empty(),
          100,
          OptionalInt.empty());

  /** Of fields of any size, and any number of requests on a connection. */
  public ClientLimits(
      OptionalInt connections,
      int requestLineBytes,
      int headerBytes,
      int headerCount,
      OptionalLong bodyBytes,
      int streams) {
    this(
        connections,
        requestLineBytes,
        FieldLimits.of(headerBytes, headerCount),
        bodyBytes,
        streams,
        OptionalInt.empty());
  }

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

  /** All fields of a request. */
  public int headerBytes() {
    return fields.bytes();
  }

  /** Their number. */
  public int headerCount() {
    return fields.count();
  }

  /** The same with another number of connections. */
  public ClientLimits connections(OptionalInt most) {
    return new ClientLimits(most, requestLineBytes, fields, bodyBytes, streams, requests);
  }

  /** The same with a longer or shorter request line. */
  public ClientLimits requestLineBytes(int most) {
    return new ClientLimits(connections, most, fields, bodyBytes, streams, requests);
  }

  /** The same with other limits for fields. */
  public ClientLimits fields(FieldLimits most) {
    return new ClientLimits(connections, requestLineBytes, most, bodyBytes, streams, requests);
  }

  /** The same with larger or smaller fields. */
  public ClientLimits headerBytes(int most) {
    return fields(fields.bytes(most));
  }

  /** The same with more or fewer fields. */
  public ClientLimits headerCount(int most) {
    return fields(fields.count(most));
  }

  /** The same with a larger or smaller body. */
  public ClientLimits bodyBytes(OptionalLong most) {
    return new ClientLimits(connections, requestLineBytes, fields, most, streams, requests);
  }

  /** The same with more or fewer streams. */
  public ClientLimits streams(int most) {
    return new ClientLimits(connections, requestLineBytes, fields, bodyBytes, most, requests);
  }

  /** The same with more or fewer requests on a connection. */
  public ClientLimits requests(OptionalInt most) {
    return new ClientLimits(connections, requestLineBytes, fields, bodyBytes, streams, most);
  }

  /** What of it holds for each request by itself. */
  public RequestLimits each(ClientTimeouts timeouts) {
    return new RequestLimits(
        requestLineBytes,
        fields.count(),
        bodyBytes.orElse(Long.MAX_VALUE),
        timeouts.body().toNanos(),
        fields.eachBytes().orElse(Integer.MAX_VALUE),
        fields.status(),
        requests.orElse(Integer.MAX_VALUE));
  }

  /** For the log and for people. */
  @Override
  public String toString() {
    String body = bodyBytes.isPresent() ? Sizes.text(bodyBytes.getAsLong()) : "without a limit";
    return String.format(
        Locale.ROOT,
        "request line %s, headers %s, %d of them, body %s, %d streams of HTTP/2",
        Sizes.text(requestLineBytes),
        Sizes.text(headerBytes()),
        headerCount(),
        body,
        streams);
  }
}
