package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request's way names no type of a server: whatever reads clients' requests, its stages see an
 * {@code InboundExchange}. Only the adapter of Vert.x' server, and what is mounted there, knows it.
 */
final class SeamToClients implements HouseRule {

  private static final String BASE = "org.rpicluster.balancer.vertx.";

  /** The stages, the rules that they ask, what they log with, and what answers here. */
  private static final Set<String> BEHIND =
      Set.of(
          BASE + "proxy",
          BASE + "http",
          BASE + "forwarded",
          BASE + "routing",
          BASE + "downstream",
          BASE + "accesslog",
          BASE + "manager");

  private static final Pattern SERVER =
      Pattern.compile(
          "(?m)^import (?:static )?io\\.vertx\\.(?:core\\.(?:internal\\.)?http|ext)\\..*;");

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    if (file.isMain() && BEHIND.contains(file.packageName())) {
      Matcher found = SERVER.matcher(file.code());
      while (found.find()) {
        String message = found.group() + " behind the seam to clients: ask the InboundExchange";
        violations.add(file.violation(file.lineAt(found.start()), message));
      }
    }
    return violations;
  }
}
