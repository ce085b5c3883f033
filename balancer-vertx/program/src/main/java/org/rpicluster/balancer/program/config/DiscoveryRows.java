package org.rpicluster.balancer.program.config;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueType;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link DiscoverySettings} and its bounds. Immutable. */
public final class DiscoveryRows {

  /** More is a fault of who announces; a hundred thousand would be no small cluster. */
  private static final int MEMBERS_MAX = 1_000;

  /** More often than a person could follow, and often enough for any start of a server. */
  private static final Duration EVERY_MIN = Duration.ofMillis(100);

  private static final Duration DAY = Duration.ofDays(1);

  /** As with the refreshing of names: more often is work for a name server and no use. */
  private static final Duration TTL_MIN = Duration.ofSeconds(1);

  /** The port of members; a whole of its own. */
  public static final Setting<Integer, Integer> PORT =
      Setting.alone(
          "port",
          ValueTypes.whole(1, Member.PORT_MAX),
          "that of `scheme`",
          "their port where none is announced");

  /** The protocol of members; a whole of its own. */
  public static final Setting<Scheme, Scheme> SCHEME =
      Setting.alone("scheme", scheme(), "http", "the protocol that they are spoken to in");

  /** How much may change, and how often. */
  public static final List<Setting<DiscoveryBounds, ?>> BOUNDS =
      List.of(
          new Setting<>(
              "max",
              ValueTypes.whole(1, MEMBERS_MAX),
              "100",
              DiscoveryBounds::max,
              DiscoveryBounds::max,
              "so many members at most"),
          time(
              "every",
              EVERY_MIN,
              "1s",
              DiscoveryBounds::every,
              DiscoveryBounds::every,
              "the list of members changes no more often"),
          time(
              "leave",
              Duration.ZERO,
              "5m",
              DiscoveryBounds::leave,
              DiscoveryBounds::leave,
              "how long one that is not announced any more drains before it leaves"),
          time(
              "ttlMin",
              TTL_MIN,
              "5s",
              DiscoveryBounds::ttlMin,
              DiscoveryBounds::ttlMin,
              "with `dns`: how long an answer holds at least"),
          time(
              "ttlMax",
              TTL_MIN,
              "5m",
              DiscoveryBounds::ttlMax,
              DiscoveryBounds::ttlMax,
              "with `dns`: how long an answer holds at most"),
          time(
              "silence",
              TTL_MIN,
              "10s",
              DiscoveryBounds::silence,
              DiscoveryBounds::silence,
              "with `heartbeat`: one that is not heard for so long is not announced any more"));

  /** Every key. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          List.of(
              new Part("dns", "name", "none", "SRV records of a name that begins with `_`"),
              new Part("file", "file", "none", "a list of members"),
              new Part(
                  "heartbeat",
                  "`host:port`",
                  "none",
                  "where datagrams of Apache's `mod_heartbeat` come"),
              new Part("mdns", "type of service", "none", "services of multicast DNS"),
              new Part(
                  "allow",
                  "list of addresses, CIDR blocks",
                  Part.REQUIRED,
                  "where members may be; others are left out"),
              new Part(
                  "ports",
                  "list of ports, ranges such as `8080-8089`",
                  "all",
                  "at which they may be"),
              new Part(
                  "servers",
                  "list of `host:port`",
                  "the system's",
                  "with `dns`: the name servers that are asked"),
              new Part(
                  "interface",
                  "name",
                  "the first that is up",
                  "with `mdns`, and `heartbeat` of a group: where it is listened")),
          List.of(PORT, SCHEME),
          BOUNDS);

  private DiscoveryRows() {}

  private static Setting<DiscoveryBounds, Duration> time(
      String key,
      Duration min,
      String byDefault,
      Function<DiscoveryBounds, Duration> get,
      BiFunction<DiscoveryBounds, Duration, DiscoveryBounds> set,
      String meaning) {
    return new Setting<>(key, ValueTypes.duration(min, DAY), byDefault, get, set, meaning);
  }

  private static ValueType<Scheme> scheme() {
    return ValueTypes.words(Scheme.class)
        .where(scheme -> scheme != Scheme.UNIX && scheme != Scheme.OTHER, "http, https, h2c, h2")
        .called("`http`, `https`, `h2c`, `h2`");
  }
}
