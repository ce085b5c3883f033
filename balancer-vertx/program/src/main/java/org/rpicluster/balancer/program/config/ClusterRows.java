package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/**
 * The table's rows of {@link ClusterSettings}: the parts of a cluster, each of which has rows of
 * its own. Immutable.
 */
public final class ClusterRows {

  private static final String MAP = "map";

  /** Every key. */
  public static final List<TableRow> KEYS =
      List.of(
          new Part(
              "strategy",
              "name, or map with `name` and its options",
              "`byrequests`",
              "one of those below, or one of your own"),
          new Part(
              "members", "list", "none with `discover`", "one or more; their order breaks ties"),
          new Part("discover", "list", "none", "members that announce themselves"),
          new Part("failure", MAP, "policy `balancer`", "when live requests take a member out"),
          new Part("attempts", MAP, "two", "when a request goes to another member"),
          new Part(
              "queue", MAP + ", `none`", "100, for 5 s", "who may wait while every member is full"),
          new Part("requests", MAP, "as they come", "bodies without a length"),
          new Part("timeouts", MAP, "safe ones", "how long members may take"),
          new Part("connections", MAP, "256 for each", "how many there are, and how long"),
          new Part("tls", MAP, "verified", "encrypted members"),
          new Part("addresses", MAP, "every 30 s", "how names of members are looked up"),
          new Part("sticky", MAP, "none", "sessions that stay with their members"),
          new Part("probe", MAP, "none", "active checks of members"));

  /** Up to how many bytes of a body are kept to count them; a whole of its own. */
  public static final Setting<Integer, Integer> REQUEST_BUFFER =
      Setting.alone(
          "buffer",
          ValueTypes.arraySize(1, ProxiedCluster.REQUEST_BUFFER_MAX)
              .called("size to 16 MiB")
              .or("none", 0),
          "none",
          "up to so much of a body that comes without a length is kept until it ends");

  private ClusterRows() {}
}
