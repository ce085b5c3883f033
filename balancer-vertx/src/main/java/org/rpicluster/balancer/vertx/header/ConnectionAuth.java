package org.rpicluster.balancer.vertx.header;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
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

  /** Possessive throughout: a choice for each character takes a frame of the stack for each. */
  private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"");

  private ConnectionAuth() {}

  /** Whether a client authenticates its connection by this request. */
  public static boolean isIn(MultiMap fields) {
    return fields.contains(HttpHeaderNames.AUTHORIZATION)
            && isAny(fields.getAll(HttpHeaderNames.AUTHORIZATION))
        || fields.contains(HttpHeaderNames.PROXY_AUTHORIZATION)
            && isAny(fields.getAll(HttpHeaderNames.PROXY_AUTHORIZATION));
  }

  /** Whether a server authenticates connections, or has authenticated this one. */
  public static boolean isIn(HttpHeaders fields) {
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
    return SCHEME.matcher(withoutQuoted(value)).find();
  }

  /** A quotation that does not end is none: better a connection too many that is not shared. */
  private static String withoutQuoted(String value) {
    return value.indexOf('"') < 0 ? value : QUOTED.matcher(value).replaceAll("q");
  }

  /** The challenges of a server that are the request's, each for itself. */
  public static List<String> othersIn(HttpHeaders fields) {
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

  /** The same length, with nothing in quotations that could be taken for a challenge. */
  private static String blankQuoted(String value) {
    return QUOTED.matcher(value).replaceAll(m -> "q".repeat(m.group().length()));
  }
}
