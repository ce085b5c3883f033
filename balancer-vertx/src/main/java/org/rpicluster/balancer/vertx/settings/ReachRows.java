package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;

/**
 * The table's rows of {@link ReachOptions}: TLS to members, and how their names are looked up.
 * Immutable.
 */
public final class ReachRows {

  /** Labels of letters, digits, hyphens (RFC 1123 §2.1), and underscores, as names of services. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*");

  /** More often would be work for the name server and no use: no server moves faster. */
  private static final Duration REFRESH_MIN = Duration.ofSeconds(1);

  private static final Setting<MemberTls, Boolean> VERIFY =
      new Setting<>(
          "verify",
          ValueTypes.flag(),
          "true",
          MemberTls::verify,
          MemberTls::verify,
          "whether a member must have a certificate for its name");

  private static final Setting<MemberTls, String> SERVER_NAME =
      new Setting<>(
          "serverName",
          ValueTypes.text("a host name")
              .where(name -> NAME.matcher(name).matches(), "a host name")
              .called("name"),
          "the host in the member's URL",
          MemberTls::serverName,
          MemberTls::serverName,
          "the name that members are asked for (SNI)");

  private static final Setting<ReachOptions, Duration> REFRESH =
      new Setting<>(
          "refresh",
          ValueTypes.durationFrom(REFRESH_MIN),
          "30s",
          ReachOptions::refresh,
          ReachOptions::refresh,
          "how often names in use are looked up again");

  private static final Setting<ReachOptions, String> SOURCE =
      new Setting<>(
          "source",
          ValueTypes.text("an address of this machine").called("address"),
          "the system's choice",
          ReachOptions::source,
          ReachOptions::source,
          "the address that connections to members come from");

  /** The single values of {@code tls}. */
  public static final List<Setting<MemberTls, ?>> TLS = List.of(VERIFY, SERVER_NAME);

  /** Every key of {@code tls}. */
  public static final List<TableRow> TLS_KEYS =
      TableRow.all(
          TLS,
          List.of(
              new Part(
                  "ca", "PEM file", "those that the JVM knows", "the authorities that are good"),
              new Part("certificate", "PEM file", "none", "what members are shown that ask"),
              new Part("key", "PEM file", "none", "the key of `tls.certificate`")));

  /** Every key of {@code addresses}. */
  public static final List<Setting<ReachOptions, ?>> ADDRESSES = List.of(REFRESH, SOURCE);

  private ReachRows() {}
}
