package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package uses only packages to its left, inside its module; so no two can depend on each other.
 * Packages that share one step do not use each other. Where {@code docs/architecture.md} gives the
 * order in words, this is the law.
 */
final class PackageOrder implements HouseRule {

  private static final String BASE = "org.rpicluster.balancer";

  /** Per module: its root package, and the steps from left to right; "" is the root itself. */
  static final Map<String, Order> HOUSE =
      Map.of(
          "balancer-core",
          order("", "check | time | fault | member | health | pick | sticky | limit | <root>"),
          "balancer-strategies",
          order(
              ".strategy", "parts | rotation | traffic leastload latency hashing random | <root>"),
          "balancer-vertx",
          order(
              ".vertx",
              "fault file regex http.codec | http netty memory tls | tunnel forwarded | connect |"
                  + " upstream | upstream.http1 upstream.http2 settings | downstream |"
                  + " downstream.http1 downstream.http2 | downstream.listen | downstream.vertx |"
                  + " header | routing | access rewrite | proxy | <root> | probe accesslog local"
                  + " vertxclient edit metrics | manager"),
          "balancer-vertx/program",
          order(
              ".program",
              "archive login maps mdns systemd takeover vip | config | config.yaml config.apache.report overlay discovery"
                  + " | config.apache.syntax"
                  + " | config.apache.table | config.apache.translate | config.apache"
                  + " | site managerclient peers | site.publish site.pull site.serve site.rollout"
                  + " state | peers.group discovery.source | peers.store | <root> | demo | cli"),
          "benchmarks",
          order(".benchmarks", "contender | own vertx peers | measure forward | report"));

  private final Map<String, Order> orders;

  PackageOrder(Map<String, Order> orders) {
    this.orders = orders;
  }

  /** The order of one module. */
  record Order(String root, List<List<String>> steps) {

    int stepOf(String packageName) {
      String name = packageName.equals(root) ? "<root>" : packageName.substring(root.length() + 1);
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).contains(name)) {
          return i;
        }
      }
      return -1;
    }

    boolean isWithin(String packageName) {
      return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    Pattern uses() {
      return Pattern.compile("\\b" + Pattern.quote(root) + "(?:\\.[a-z]\\w*)*(?=\\.[A-Z])");
    }
  }

  static Order order(String root, String steps) {
    return new Order(
        BASE + root,
        Pattern.compile("\\|")
            .splitAsStream(steps)
            .map(s -> List.of(s.strip().split(" ")))
            .toList());
  }

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    Order order = orders.get(file.module());
    String from = file.packageName();
    if (order == null || !file.isMain() || !order.isWithin(from)) {
      return violations;
    }
    int step = order.stepOf(from);
    if (step < 0) {
      violations.add(file.violation(1, from + " has no place: give it one in PackageOrder"));
      return violations;
    }
    Matcher use = order.uses().matcher(file.code());
    while (use.find()) {
      String to = use.group();
      if (!to.equals(from) && order.stepOf(to) >= step) {
        String message = from + " uses " + to + ", which is not to its left: move what is shared";
        violations.add(file.violation(file.lineAt(use.start()), message));
      }
    }
    return violations;
  }
}
