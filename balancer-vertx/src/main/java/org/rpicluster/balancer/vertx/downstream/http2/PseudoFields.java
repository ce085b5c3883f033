package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.util.AsciiString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.codec.FieldSyntax;

/**
 * The pseudo-fields of one block, each at most once, and whether they are those of a request. For
 * one connection, on its event loop only. RFC 9113 §8.3.1, §8.5; RFC 8441 §4.
 */
final class PseudoFields {

  private static final int METHOD = 0;
  private static final int SCHEME = 1;
  private static final int AUTHORITY = 2;
  private static final int PATH = 3;
  private static final int PROTOCOL = 4;
  private static final int NONE = -1;
  private static final AsciiString CONNECT = AsciiString.cached("CONNECT");

  private final @Nullable AsciiString[] values = new AsciiString[PROTOCOL + 1];
  private int count;

  void clear() {
    Arrays.fill(values, null);
    count = 0;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Notes one; whether it is one of a request's, and the first of its name. */
  boolean take(AsciiString name, AsciiString value) {
    count++;
    int which = indexOf(name);
    if (which == NONE || values[which] != null) {
      return false;
    }
    values[which] = value;
    return true;
  }

  private static int indexOf(AsciiString name) {
    return switch (name.toString()) {
      case ":method" -> METHOD;
      case ":scheme" -> SCHEME;
      case ":authority" -> AUTHORITY;
      case ":path" -> PATH;
      case ":protocol" -> PROTOCOL;
      default -> NONE;
    };
  }

  /** What is wrong with them, beside this Host; null if nothing is. */
  @Nullable String fault(@Nullable AsciiString host) {
    AsciiString method = values[METHOD];
    AsciiString authority = values[AUTHORITY];
    if (method == null || !FieldSyntax.isToken(method)) {
      return "no method";
    }
    if (authority != null && host != null && !authority.contentEqualsIgnoreCase(host)) {
      return "a host that is not the authority";
    }
    if (isConnect() && values[PROTOCOL] == null) {
      return faultOfConnect();
    }
    if (!isConnect() && values[PROTOCOL] != null) {
      return "a protocol without CONNECT";
    }
    AsciiString path = values[PATH];
    boolean whole = values[SCHEME] != null && path != null && !path.isEmpty();
    return whole ? null : "no scheme, or no path";
  }

  /** Whether it asks for a tunnel. RFC 9110 §9.3.6: such a request has no body. */
  boolean isConnect() {
    return CONNECT.equals(values[METHOD]);
  }

  private @Nullable String faultOfConnect() {
    boolean plain = values[SCHEME] == null && values[PATH] == null && values[AUTHORITY] != null;
    return plain ? null : "a CONNECT with a scheme or a path, or without an authority";
  }

  /** The head of a request without a fault. */
  RequestHead head(@Nullable AsciiString host, FieldList fields, long bytes) {
    AsciiString authority = values[AUTHORITY];
    return new RequestHead(
        text(values[METHOD]),
        text(values[SCHEME]),
        text(authority == null ? host : authority),
        text(values[PATH]),
        text(values[PROTOCOL]),
        fields,
        bytes);
  }

  private static String text(@Nullable AsciiString value) {
    return value == null ? "" : value.toString();
  }
}
