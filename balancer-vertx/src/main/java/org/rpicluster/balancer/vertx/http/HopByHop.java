package org.rpicluster.balancer.vertx.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldSet;
import org.rpicluster.balancer.vertx.http.codec.FieldValue;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The fields that belong to one hop and end here: those that the standard names, and those that the
 * message's own {@code Connection} nominates. Stateless; any thread. RFC 9110 §7.6.1.
 */
public final class HopByHop {

  /** The same names as {@link #isAlways} knows, for heads. */
  static final FieldSet ALWAYS =
      FieldSet.of(
          FieldName.CONNECTION,
          FieldName.HTTP2_SETTINGS,
          FieldName.KEEP_ALIVE,
          FieldName.PROXY,
          FieldName.PROXY_AUTHENTICATE,
          FieldName.PROXY_AUTHORIZATION,
          FieldName.PROXY_CONNECTION,
          FieldName.TE,
          FieldName.TRAILER,
          FieldName.TRANSFER_ENCODING,
          FieldName.UPGRADE);

  private HopByHop() {}

  /**
   * Whether a field ends here in every message. Besides the standard's own: what is between a
   * client and its proxy ({@code Proxy-*}), what belongs to an upgrade that is not carried ({@code
   * HTTP2-Settings}), and {@code Proxy}, which CGI programs would take for the server's environment
   * (CVE-2016-5385).
   */
  public static boolean isAlways(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("te");
      case 5 -> name.equalsIgnoreCase("proxy");
      case 7 -> name.equalsIgnoreCase("upgrade") || name.equalsIgnoreCase("trailer");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("http2-settings");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      case 18 -> name.equalsIgnoreCase("proxy-authenticate");
      case 19 -> name.equalsIgnoreCase("proxy-authorization");
      default -> false;
    };
  }

  /**
   * The fields that {@code Connection} nominates besides the ones that end here anyway.
   *
   * @param connectionFields the values of all its lines
   * @return lower-case names; mostly none
   */
  public static List<String> nominatedBy(Iterator<String> connectionFields) {
    List<String> nominated = List.of();
    while (connectionFields.hasNext()) {
      String field = connectionFields.next();
      if (isUsual(field)) {
        continue;
      }
      for (String token : field.split(",")) {
        String name = token.trim();
        if (!name.isEmpty() && !isUsual(name) && !isAlways(name)) {
          nominated = nominated.isEmpty() ? new ArrayList<>() : nominated;
          nominated.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return nominated;
  }

  /** The same of a message's fields; of those of a head no text is made where it is usual. */
  static List<String> nominatedBy(Fields fields) {
    if (!fields.contains(HttpHeaderNames.CONNECTION)
        || fields instanceof HeadFields bytes && isUsual(bytes.head())) {
      return List.of();
    }
    return nominatedBy(fields.getAll(HttpHeaderNames.CONNECTION).iterator());
  }

  private static boolean isUsual(Head head) {
    int field = head.first(FieldName.CONNECTION);
    boolean usual = true;
    while (usual && field != Head.NONE) {
      usual = head.valueIs(field, FieldValue.KEEP_ALIVE) || head.valueIs(field, FieldValue.CLOSE);
      field = head.next(FieldName.CONNECTION, field + 1);
    }
    return usual;
  }

  private static boolean isUsual(String field) {
    return field.equalsIgnoreCase("keep-alive") || field.equalsIgnoreCase("close");
  }
}
