package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteCookie.SameSite;
import org.rpicluster.balancer.sticky.RouteCookie.Secure;

/**
 * The table's rows of {@link RouteCookie}: the cookie that the balancer itself sets. They are set
 * in this order, as what a cookie is to other sites depends on whether it is secure. Immutable.
 */
public final class RouteCookieRows {

  private static final Setting<RouteCookie, String> PATH =
      new Setting<>(
          "path",
          ValueTypes.text("a path").called("path"),
          "/",
          RouteCookie::path,
          RouteCookie::path,
          "where browsers send it back");

  private static final Setting<RouteCookie, String> DOMAIN =
      new Setting<>(
          "domain",
          ValueTypes.text("a host name").called("name"),
          "the host asked for",
          RouteCookie::domain,
          RouteCookie::domain,
          "the domain, for all hosts below it");

  private static final Setting<RouteCookie, Secure> SECURE =
      new Setting<>(
          "secure",
          new ValueType<>(
              "`auto`, `true`, `false`", RouteCookieRows::secure, RouteCookieRows::written),
          "auto",
          RouteCookie::secure,
          RouteCookie::secure,
          "for TLS only");

  private static final Setting<RouteCookie, Boolean> HTTP_ONLY =
      new Setting<>(
          "httpOnly",
          ValueTypes.flag(),
          "true",
          RouteCookie::httpOnly,
          RouteCookie::httpOnly,
          "hidden from scripts");

  private static final Setting<RouteCookie, SameSite> SAME_SITE =
      new Setting<>(
          "sameSite",
          ValueTypes.words(SameSite.class),
          "lax",
          RouteCookie::sameSite,
          RouteCookie::sameSite,
          "`none` needs `secure: true`");

  private static final Setting<RouteCookie, Optional<Duration>> MAX_AGE =
      new Setting<>(
          "maxAge",
          ValueTypes.durationFrom(Duration.ofSeconds(1))
              .as(Optional::of, Optional<Duration>::orElseThrow),
          "as long as the browser runs",
          RouteCookie::maxAge,
          (cookie, maxAge) -> maxAge.map(cookie::maxAge).orElse(cookie),
          "from when it was set");

  /** All of them, in the order in which they are set. */
  public static final List<Setting<RouteCookie, ?>> ALL =
      List.of(PATH, DOMAIN, SECURE, HTTP_ONLY, SAME_SITE, MAX_AGE);

  /** Every key that only a cookie of the balancer's own has. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          ALL,
          List.of(
              new Part("key", "file, 16 to 4096 bytes", "none", "a secret that signs the cookie")));

  private RouteCookieRows() {}

  private static Optional<Secure> secure(Scalar value, Consumer<String> wrong) {
    if (value.asText().filter("auto"::equals).isPresent()) {
      return Optional.of(Secure.AUTO);
    }
    Optional<Boolean> only = value.asFlag();
    if (only.isEmpty()) {
      wrong.accept("auto, true or false");
    }
    return only.map(on -> on ? Secure.ALWAYS : Secure.NEVER);
  }

  private static Object written(Secure secure) {
    return secure == Secure.AUTO ? "auto" : secure == Secure.ALWAYS;
  }
}
