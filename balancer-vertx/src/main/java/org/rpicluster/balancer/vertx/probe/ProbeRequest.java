package org.rpicluster.balancer.vertx.probe;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.http.HopByHop;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * The request of a probe, and which answers are good. Immutable.
 *
 * @param method how far it goes; without a request, the rest has no meaning
 * @param path the target of the request: with its query, as it stands on the wire; {@code *} with
 *     OPTIONS
 * @param host the host that is asked for; empty for the member's own
 * @param headers fields of the request
 * @param expect the statuses that are good
 * @param body what must be found in the body
 * @param bodyWithout what must not be found in it
 */
public record ProbeRequest(
    ProbeMethod method,
    String path,
    String host,
    Map<String, String> headers,
    StatusSet expect,
    Optional<Regex> body,
    Optional<Regex> bodyWithout) {

  /** What an error message says was expected. */
  public static final String PATH = "a path that begins with /, printable ASCII";

  private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]{0,2000}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final Set<String> OURS = Set.of("host", "content-length", "expect");

  /** The first page, with any status that is no error. */
  public static final ProbeRequest DEFAULT =
      new ProbeRequest(ProbeMethod.GET, "/", "", Map.of(), StatusSet.GOOD, Optional.empty());

  /** Checks each value. */
  public ProbeRequest {
    requirePath(method, path);
    if (!host.isEmpty()) {
      requireHost(host);
    }
    boolean isRead = method == ProbeMethod.GET;
    Check.argument(isRead || body.isEmpty(), "body", body.toString(), "left out, but for GET");
    Check.argument(
        isRead || bodyWithout.isEmpty(),
        "bodyWithout",
        bodyWithout.toString(),
        "left out, but for GET");
    TreeMap<String, String> inOrder = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inOrder.putAll(headers);
    inOrder.keySet().forEach(ProbeRequest::requireName);
    inOrder.values().forEach(FieldChanges::requireValue);
    headers = java.util.Collections.unmodifiableMap(inOrder);
  }

  /** Whatever is not in its body. */
  public ProbeRequest(
      ProbeMethod method,
      String path,
      String host,
      Map<String, String> headers,
      StatusSet expect,
      Optional<Regex> body) {
    this(method, path, host, headers, expect, body, Optional.empty());
  }

  /** Whether anything is looked for in the body. */
  boolean asksBody() {
    return body.isPresent() || bodyWithout.isPresent();
  }

  /**
   * Checks a path, and gives it back.
   *
   * @throws IllegalArgumentException if it could not stand in a request
   */
  public static String requirePath(ProbeMethod method, String path) {
    boolean star = method == ProbeMethod.OPTIONS && path.equals("*");
    Check.argument(star || TARGET.matcher(path).matches(), "path", path, PATH);
    return path;
  }

  /**
   * Checks a host, and gives it back.
   *
   * @throws IllegalArgumentException if it could not stand in a request
   */
  public static String requireHost(String host) {
    Check.argument(Authority.isValid(host), "host", host, "host[:port]");
    return host;
  }

  /**
   * Checks the name of a field, and gives it back.
   *
   * @throws IllegalArgumentException if it is none, or one that frames the request
   */
  public static String requireName(String name) {
    Check.argument(TOKEN.matcher(name).matches(), "field", "'" + name + "'", "a field name");
    String lower = name.toLowerCase(Locale.ROOT);
    boolean ours = OURS.contains(lower) || HopByHop.isAlways(lower);
    Check.argument(!ours, "field", name, "one that the probe does not set itself");
    return name;
  }

  /** For the log: {@code GET /healthz}. */
  @Override
  public String toString() {
    return method.isHttp() ? method + " " + path : method.toString();
  }
}
