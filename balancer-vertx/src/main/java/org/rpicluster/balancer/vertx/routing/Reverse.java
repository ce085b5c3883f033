package org.rpicluster.balancer.vertx.routing;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns what a member says about itself into what it is to the client: redirects to a member, and
 * the domain and path of cookies. What names another host, or a path outside of the mapping, is
 * left as it is. O(length), and nothing is allocated where nothing changes. Immutable. Apache's
 * {@code ProxyPassReverse}, {@code ProxyPassReverseCookieDomain}, {@code
 * ProxyPassReverseCookiePath}.
 */
public final class Reverse {

  private final PathMapping mapping;

  /** Of a route with this mapping. */
  public Reverse(PathMapping mapping) {
    this.mapping = mapping;
  }

  /**
   * A URL, or the path of one.
   *
   * @param value what the member says
   * @param isMember whether {@code http://host:port} is a member
   * @param here scheme and authority by which the client knows the proxy
   */
  public String location(String value, Predicate<Origin> isMember, String here) {
    if (value.startsWith("/") && !value.startsWith("//")) {
      return mapping.toClient(value).orElse(value);
    }
    // Without a scheme it is the client's own: RFC 3986 §4.2.
    String url = value.startsWith("//") ? "http:" + value : value;
    Optional<Origin> origin = Origin.of(url);
    if (origin.isEmpty() || here.isEmpty() || !isMember.test(origin.get())) {
      return value;
    }
    String rest = url.substring(origin.get().length());
    String path = rest.startsWith("/") ? rest : "/" + rest;
    return mapping.toClient(path).map(mapped -> here + mapped).orElse(value);
  }

  /**
   * A cookie as it is set.
   *
   * @param value the whole field
   * @param isMember whether a host is a member's
   * @param host the name by which the client knows the proxy
   */
  public String cookie(String value, Predicate<String> isMember, String host) {
    int at = value.indexOf(';');
    // Such a cookie says itself that it has no domain, and the path of the whole site.
    if (at < 0 || value.regionMatches(true, 0, "__Host-", 0, 7)) {
      return value;
    }
    StringBuilder mapped = new StringBuilder(value.length() + 16).append(value, 0, at);
    while (at >= 0) {
      int next = value.indexOf(';', at + 1);
      String attribute = value.substring(at + 1, next < 0 ? value.length() : next);
      mapped.append(';').append(attribute(attribute, isMember, host));
      at = next;
    }
    return mapped.toString();
  }

  private String attribute(String attribute, Predicate<String> isMember, String host) {
    int equals = attribute.indexOf('=');
    if (equals < 0) {
      return attribute;
    }
    String name = attribute.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    String value = attribute.substring(equals + 1).strip();
    String mapped =
        switch (name) {
          case "path" ->
              mapping.changes() ? mapping.toClient(value).map(Reverse::whole).orElse(value) : value;
          case "domain" -> isMember.test(withoutDot(value)) && !host.isEmpty() ? host : value;
          default -> value;
        };
    return mapped.equals(value) ? attribute : attribute.substring(0, equals + 1) + mapped;
  }

  /** {@code /app/} would not have {@code /app} itself. */
  private static String whole(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String withoutDot(String domain) {
    return domain.startsWith(".") ? domain.substring(1) : domain;
  }
}
