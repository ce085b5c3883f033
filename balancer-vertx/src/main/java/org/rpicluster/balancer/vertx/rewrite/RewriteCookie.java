package org.rpicluster.balancer.vertx.rewrite;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.routing.Template;

/**
 * A cookie that a rule gives a client. Immutable; any thread. RFC 6265 §4.1; Apache's {@code [CO]}.
 *
 * @param name its name
 * @param value with {@code $1}, {@code %1}, {@code %{NAME}}
 * @param domain of which hosts; empty for the one that was asked
 * @param path of which paths
 * @param minutes how long it is kept; 0 for as long as the browser runs
 * @param secure whether it is for TLS alone
 * @param httpOnly whether scripts do not see it
 * @param sameSite {@code Lax}, {@code Strict}, {@code None}; empty for what the browser does
 */
public record RewriteCookie(
    String name,
    Template value,
    String domain,
    String path,
    int minutes,
    boolean secure,
    boolean httpOnly,
    String sameSite) {

  /** Ten years. */
  static final int MINUTES_MAX = 10 * 366 * 24 * 60;

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{0,255}");
  private static final Pattern PATH = Pattern.compile("/[!-:<-~]{0,255}");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Checks what stands in the field. */
  public RewriteCookie {
    Check.argument(NAME.matcher(name).matches(), "name", name, "the name of a cookie");
    Check.argument(DOMAIN.matcher(domain).matches(), "domain", domain, "the name of a host");
    Check.argument(PATH.matcher(path).matches(), "path", path, "a path that begins with /");
    Check.argument(minutes >= 0 && minutes <= MINUTES_MAX, "minutes", minutes, "0 or more");
    boolean known = sameSite.isEmpty() || sameSite.matches("Lax|Strict|None");
    Check.argument(known, "sameSite", sameSite, "Lax, Strict or None");
  }

  /** One for the browser's session and the host that was asked. */
  public static RewriteCookie of(String name, Template value) {
    return new RewriteCookie(name, value, "", "/", 0, false, false, "");
  }

  /** Its {@code Set-Cookie}; what would end it, or the field, is escaped in its value. */
  String field(String filled, long nowMicros) {
    StringBuilder field = new StringBuilder(name).append('=').append(escaped(filled));
    field.append("; path=").append(path);
    if (!domain.isEmpty()) {
      field.append("; domain=").append(domain);
    }
    if (minutes > 0) {
      Instant now = Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS);
      field.append("; expires=").append(DATE.format(now.plus(minutes, ChronoUnit.MINUTES)));
    }
    field.append(secure ? "; secure" : "").append(httpOnly ? "; HttpOnly" : "");
    return sameSite.isEmpty() ? field.toString() : field + "; SameSite=" + sameSite;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (c < ' ' || c >= 0x7F || c == ';') {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The same with another value. */
  public RewriteCookie domain(String other) {
    return new RewriteCookie(name, value, other, path, minutes, secure, httpOnly, sameSite);
  }

  /** The same with another value. */
  public RewriteCookie path(String other) {
    return new RewriteCookie(name, value, domain, other, minutes, secure, httpOnly, sameSite);
  }

  /** The same with another value. */
  public RewriteCookie minutes(int other) {
    return new RewriteCookie(name, value, domain, path, other, secure, httpOnly, sameSite);
  }

  /** The same with another value. */
  public RewriteCookie secure(boolean other) {
    return new RewriteCookie(name, value, domain, path, minutes, other, httpOnly, sameSite);
  }

  /** The same with another value. */
  public RewriteCookie httpOnly(boolean other) {
    return new RewriteCookie(name, value, domain, path, minutes, secure, other, sameSite);
  }

  /** The same with another value. */
  public RewriteCookie sameSite(String other) {
    return new RewriteCookie(name, value, domain, path, minutes, secure, httpOnly, other);
  }
}
