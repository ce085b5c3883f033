package org.rpicluster.balancer.vertx.rewrite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.routing.WrittenPath;

/**
 * The variables that {@code %{NAME}} may name in a rule; {@code %{HTTP:NAME}} is any field, {@code
 * %{ENV:NAME}} what a rule has set. Stateless. Apache's {@code lookup_variable}.
 */
enum RewriteVariable {
  REQUEST_METHOD,
  REQUEST_SCHEME,
  REQUEST_URI,
  REQUEST_FILENAME,
  SCRIPT_FILENAME,
  PATH_INFO,
  QUERY_STRING,
  THE_REQUEST,
  SERVER_NAME,
  SERVER_PORT,
  SERVER_PROTOCOL,
  REMOTE_ADDR,
  REMOTE_HOST,
  HTTPS,
  HTTP_HOST,
  HTTP_USER_AGENT,
  HTTP_REFERER,
  HTTP_COOKIE,
  HTTP_ACCEPT,
  HTTP_FORWARDED;

  private static final String FIELD = "HTTP:";
  private static final String SET = "ENV:";

  private static final Map<String, RewriteVariable> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, each -> each));

  /** The fields that have a name of their own; Apache knows no others in this form. */
  private static final Map<RewriteVariable, String> FIELDS =
      Map.of(
          HTTP_HOST, "host",
          HTTP_USER_AGENT, "user-agent",
          HTTP_REFERER, "referer",
          HTTP_COOKIE, "cookie",
          HTTP_ACCEPT, "accept",
          HTTP_FORWARDED, "forwarded");

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Checks a name, and gives it back in the form in which it is looked up.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String requireName(String name) {
    if (name.regionMatches(true, 0, FIELD, 0, FIELD.length()) && name.length() > FIELD.length()) {
      return FIELD + name.substring(FIELD.length());
    }
    if (name.regionMatches(true, 0, SET, 0, SET.length()) && name.length() > SET.length()) {
      return SET + name.substring(SET.length());
    }
    String upper = name.toUpperCase(Locale.ROOT);
    List<String> known = BY_NAME.keySet().stream().sorted().toList();
    String expected = String.join(", ", known) + ", HTTP:FIELD, ENV:NAME";
    Check.argument(BY_NAME.containsKey(upper), "variable", name, expected);
    return upper;
  }

  /**
   * A value.
   *
   * @param found the path as it is now, after the rules before, or the name of a file
   * @param query the query as it is now
   */
  static String value(String name, RequestFacts facts, FoundName found, String query) {
    if (name.startsWith(FIELD)) {
      return facts.field(name.substring(FIELD.length())).orElse("");
    }
    if (name.startsWith(SET)) {
      return facts.variable(name.substring(SET.length()));
    }
    RewriteVariable variable = BY_NAME.get(name);
    String field = FIELDS.get(variable);
    return field == null
        ? variable.value(facts, found, query)
        : variable == HTTP_HOST ? facts.authority() : facts.field(field).orElse("");
  }

  private String value(RequestFacts facts, FoundName found, String query) {
    return switch (this) {
      case REQUEST_METHOD -> facts.method();
      case REQUEST_SCHEME -> facts.scheme();
      case REQUEST_URI -> WrittenPath.resolved(facts.target());
      case PATH_INFO -> found.rest();
      case QUERY_STRING -> query;
      case THE_REQUEST -> facts.line();
      case SERVER_NAME -> Authority.host(facts.authority());
      case SERVER_PORT -> Integer.toString(port(facts));
      case SERVER_PROTOCOL -> facts.protocol();
      case REMOTE_ADDR, REMOTE_HOST -> facts.address();
      case HTTPS -> facts.scheme().equals("https") ? "on" : "off";
      default -> found.name();
    };
  }

  /** Apache's without UseCanonicalName: the one that the client named, or the scheme's. */
  private static int port(RequestFacts facts) {
    int usual = facts.scheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    return Authority.port(facts.authority(), facts.port() > 0 ? facts.port() : usual);
  }
}
