package org.rpicluster.balancer.vertx.local;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link Redirect}: where a route sends its clients. Immutable. */
public final class RedirectRows {

  private static final Setting<RedirectParts, String> TO =
      new Setting<>(
          "to",
          ValueTypes.text("a path or a URL").called("path or URL"),
          "the same path",
          RedirectParts::to,
          RedirectParts::to,
          "takes the place of the route's path");

  private static final Setting<RedirectParts, String> SCHEME =
      new Setting<>(
          "scheme",
          ValueTypes.text("http or https").called("`http`, `https`"),
          "the client's own",
          RedirectParts::scheme,
          RedirectParts::scheme,
          "of the new address");

  private static final Setting<RedirectParts, String> HOST =
      new Setting<>(
          "host",
          ValueTypes.text("a name or an address").called("name or address"),
          "the one that is asked for",
          RedirectParts::host,
          RedirectParts::host,
          "of the new address");

  private static final Setting<RedirectParts, Integer> PORT =
      new Setting<>(
          "port",
          ValueTypes.whole(1, Redirect.PORT_MAX),
          "the scheme's own",
          RedirectParts::port,
          RedirectParts::port,
          "of the new address");

  private static final Setting<RedirectParts, Integer> STATUS =
      new Setting<>(
          "status",
          ValueTypes.numbers(Redirect.STATUSES),
          String.valueOf(Redirect.STATUS_DEFAULT),
          RedirectParts::status,
          RedirectParts::status,
          "301 and 308 are remembered by browsers");

  /** All of them. */
  public static final List<Setting<RedirectParts, ?>> ALL = List.of(TO, SCHEME, HOST, PORT, STATUS);

  private RedirectRows() {}
}
