package org.rpicluster.balancer.vertx.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authentication that is the connection's and not the request's: after NTLM, or Negotiate with its
 * Kerberos, a server takes whatever comes over the connection for the user's, with no word of him
 * in the fields. One or two look-ups for a message without such fields. Stateless. RFC 4559 §6, RFC
 * 9110 §11.6; MS-NTHT §3.
 */
public final class ConnectionAuth {

  /** What IIS says of a connection that Kerberos has authenticated. */
  private static final AsciiString PERSISTENT_AUTH = AsciiString.cached("persistent-auth");

  /** A scheme at the beginning of a challenge, and not within another one's parameters. */
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?:^|,)\\s*+(?:ntlm|negotiate|nego2|kerberos)(?![^\\s,])", Pattern.CASE_INSENSITIVE);

  /** A challenge begins with a scheme; a parameter of the one before it has its {@code =}. */
  private static final Pattern NEXT_CHALLENGE =
      Pattern.compile(",(?=\\s*+[^\\s,=\"]++(?:\\s++[^\\s=,]|\\s*+,|\\s*+$))");

  private ConnectionAuth() {}

  /** Whether a client authenticates its connection by this request. */
  public static boolean isIn(Fields fields) {
    return fields.contains(HttpHeaderNames.AUTHORIZATION)
            && isAny(fields.getAll(HttpHeaderNames.AUTHORIZATION))
        || fields.contains(HttpHeaderNames.PROXY_AUTHORIZATION)
            && isAny(fields.getAll(HttpHeaderNames.PROXY_AUTHORIZATION));
  }

  /** Whether a server authenticates connections, or has authenticated this one. */
  public static boolean isOffered(Fields fields) {
    return fields.contains(HttpHeaderNames.WWW_AUTHENTICATE)
            && isAny(fields.getAll(HttpHeaderNames.WWW_AUTHENTICATE))
        || fields.contains(HttpHeaderNames.PROXY_AUTHENTICATE)
            && isAny(fields.getAll(HttpHeaderNames.PROXY_AUTHENTICATE))
        || fields.contains(PERSISTENT_AUTH);
  }

  private static boolean isAny(List<String> values) {
    for (String value : values) {
      if (isConnections(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isConnections(String value) {
    return SCHEME.matcher(blankQuoted(value)).find();
  }

  /** The challenges of a server that are the request's, each for itself. */
  public static List<String> othersIn(Fields fields) {
    List<String> others = new ArrayList<>();
    for (String value : fields.getAll(HttpHeaderNames.WWW_AUTHENTICATE)) {
      for (String challenge : challenges(value)) {
        if (!challenge.isEmpty() && !isConnections(challenge)) {
          others.add(challenge);
        }
      }
    }
    return others;
  }

  private static List<String> challenges(String value) {
    String blank = blankQuoted(value);
    Matcher next = NEXT_CHALLENGE.matcher(blank);
    List<String> challenges = new ArrayList<>();
    int start = 0;
    while (next.find()) {
      challenges.add(value.substring(start, next.start()).trim());
      start = next.end();
    }
    challenges.add(value.substring(start).trim());
    return challenges;
  }

  /**
   * The same length, with nothing in quotations that could be taken for a challenge. One that does
   * not end is none: better a connection too many that is not shared. One pass, whatever a client
   * sends: an expression would begin again at each of its quotes.
   */
  private static String blankQuoted(String value) {
    int open = value.indexOf('"');
    if (open < 0) {
      return value;
    }
    StringBuilder blank = new StringBuilder(value);
    int close = closing(value, open);
    while (close >= 0) {
      for (int at = open; at <= close; at++) {
        blank.setCharAt(at, 'q');
      }
      open = value.indexOf('"', close + 1);
      close = open < 0 ? -1 : closing(value, open);
    }
    return blank.toString();
  }

  /** Where a quotation ends, or -1: then none behind it does either. RFC 9110 §5.6.4. */
  private static int closing(String value, int open) {
    int at = open + 1;
    while (at < value.length() && value.charAt(at) != '"') {
      at += value.charAt(at) == '\\' ? 2 : 1;
    }
    return at < value.length() ? at : -1;
  }
}
