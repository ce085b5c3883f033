package org.rpicluster.balancer.vertx.forwarded;

import java.util.Locale;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * One element of a {@code Forwarded} field: what one proxy says of the request that it got.
 * Immutable. RFC 7239 §4.
 *
 * @param by the proxy, empty if not said
 * @param node who asked ({@code for}), empty if not said
 * @param host the Host field that it got, empty if not said
 * @param proto the scheme, empty if not said
 */
public record ForwardedElement(String by, String node, String host, String proto) {

  static final ForwardedElement NOTHING = new ForwardedElement("", "", "", "");

  /** The same with one parameter more; those that the standard does not know are left out. */
  ForwardedElement with(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "by" -> new ForwardedElement(value, node, host, proto);
      case "for" -> new ForwardedElement(by, value, host, proto);
      case "host" -> new ForwardedElement(by, node, value, proto);
      case "proto" -> new ForwardedElement(by, node, host, value);
      default -> this;
    };
  }

  /**
   * What this proxy says of a request.
   *
   * @param name its name for itself
   * @param peer the address that it got it from
   */
  public static ForwardedElement of(String name, String peer, String host, String proto) {
    return new ForwardedElement("_" + name, Authority.bracketed(peer), host, proto);
  }

  /** That a client asked at this address. */
  public static ForwardedElement of(String address) {
    return new ForwardedElement("", Authority.bracketed(address), "", "");
  }

  /** Room for what this proxy says of a usual request, so that the text need not grow. */
  private static final int LENGTH_USUALLY = 128;

  /** As it stands in the field. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(LENGTH_USUALLY);
    pair(text, "for", node);
    pair(text, "host", host);
    pair(text, "proto", proto);
    pair(text, "by", by);
    return text.toString();
  }

  private static void pair(StringBuilder text, String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    text.append(text.isEmpty() ? "" : ";").append(name).append('=');
    if (Tokens.isToken(value)) {
      text.append(value);
    } else {
      Tokens.quote(text, value);
    }
  }
}
