package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The schemes that a URL of a member or of a {@code ProxyPass} may begin with. AJP and FastCGI are
 * told how to be replaced. Stateless.
 */
final class MemberUrl {

  private static final List<String> SPOKEN =
      List.of("http", "https", "ws", "wss", "h2", "h2c", "unix");

  private static final List<String> NOT_SPOKEN =
      List.of("ajp", "fcgi", "scgi", "uwsgi", "ftp", "fd");

  private MemberUrl() {}

  /** Of a URL whose scheme is none of these, what it was probably meant to be. */
  static Optional<String> nearestScheme(String url) {
    int end = url.indexOf("://");
    String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
    if (scheme.isEmpty() || SPOKEN.contains(scheme) || NOT_SPOKEN.contains(scheme)) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>(SPOKEN);
    known.add("balancer");
    return Optional.of(NearestName.to(scheme, known).orElse("http") + "://");
  }

  /** Whether it can be spoken to; what cannot be is said. */
  static boolean check(Directive directive, String url, Fates fates) {
    if (url.matches("[A-Za-z0-9]+:/[^/].*|(?i)(https?|wss?|ajp):[^/].*")) {
      fates.wrong(directive, directive.shown(), url, url.replaceFirst(":/?", "://"));
      return false;
    }
    if (url.endsWith(",")) {
      fates.wrong(directive, directive.shown(), url, url.substring(0, url.length() - 1));
      return false;
    }
    warnOfNumbers(directive, url, fates);
    int colon = url.indexOf(':');
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean fcgi = scheme.equals("unix") && url.contains("|") && !url.contains("|http");
    if (scheme.equals("ajp")) {
      fates.stops(directive, "AJP is not spoken: " + connector(url));
      return false;
    }
    if (NOT_SPOKEN.contains(scheme) || fcgi) {
      fates.stops(
          directive,
          (fcgi ? "FastCGI" : scheme + "://")
              + " is not spoken: let a web server that speaks HTTP run the program, and name that");
      return false;
    }
    if (SPOKEN.contains(scheme)) {
      return true;
    }
    Optional<String> meant = NearestName.to(scheme, SPOKEN);
    fates.wrong(
        directive,
        directive.shown(),
        url,
        meant.map(known -> known + "://").orElse("a URL that begins with http:// or https://"));
    return false;
  }

  /** No name ends in a number alone, and an address has four. */
  private static void warnOfNumbers(Directive directive, String url, Fates fates) {
    String host = PlainUrl.of(url).map(PlainUrl::host).orElse("");
    if (host.matches("[0-9]+(\\.[0-9]+)*") && !host.matches("([0-9]+\\.){3}[0-9]+")) {
      fates.warning(
          directive,
          directive.shown() + ": " + host + " is no address (expected: one such as 192.168.1.101)");
    }
  }

  /** The two lines of an HTTP connector, and what to write here then. */
  private static String connector(String url) {
    Optional<PlainUrl> plain = PlainUrl.of("http" + url.substring(3));
    String host = plain.map(PlainUrl::host).orElse("HOST");
    return "in the server.xml of "
        + host
        + " write <Connector port=\"8080\" protocol=\"HTTP/1.1\" address=\""
        + host
        + "\"/>, and here http://"
        + host
        + ":8080 without secret";
  }
}
