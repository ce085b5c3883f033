package org.rpicluster.balancer.vertx.rewrite;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link RewriteCookie}. Immutable. */
public final class RewriteCookieRows {

  private static final String FALSE = "false";
  private static final String NONE = "none";

  /** Its name. */
  public static final Part NAME = new Part("name", "text", Part.REQUIRED, "its name");

  /** Its value. */
  public static final Part VALUE =
      new Part("value", "text", Part.REQUIRED, "with `%{NAME}`, `%1`, `$1`");

  /** What else it has. */
  public static final List<Setting<RewriteCookie, ?>> ALL =
      List.of(
          new Setting<>(
              "domain",
              ValueTypes.text("the name of a host").or(NONE, ""),
              NONE,
              RewriteCookie::domain,
              RewriteCookie::domain,
              "of which hosts; the one that was asked"),
          new Setting<>(
              "path",
              ValueTypes.text("a path that begins with /").called("path"),
              "/",
              RewriteCookie::path,
              RewriteCookie::path,
              "of which paths"),
          new Setting<>(
              "minutes",
              ValueTypes.whole(0, RewriteCookie.MINUTES_MAX),
              "0",
              RewriteCookie::minutes,
              RewriteCookie::minutes,
              "how long it is kept; 0 for as long as the browser runs"),
          new Setting<>(
              "secure",
              ValueTypes.flag(),
              FALSE,
              RewriteCookie::secure,
              RewriteCookie::secure,
              "for TLS alone"),
          new Setting<>(
              "httpOnly",
              ValueTypes.flag(),
              FALSE,
              RewriteCookie::httpOnly,
              RewriteCookie::httpOnly,
              "scripts do not see it"),
          new Setting<>(
              "sameSite",
              ValueTypes.text("Lax, Strict or None").called("`Lax`, `Strict`, `None`").or(NONE, ""),
              NONE,
              RewriteCookie::sameSite,
              RewriteCookie::sameSite,
              "whether other sites have it sent"));

  /** Every key. */
  public static final List<TableRow> KEYS = TableRow.all(List.of(NAME, VALUE), ALL);

  private RewriteCookieRows() {}
}
