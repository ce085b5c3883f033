package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy has two requests and two responses, so no variable is called just that: {@code
 * inboundRequest}, {@code upstreamRequest}, {@code upstreamResponse}, {@code inboundResponse}.
 */
final class FourNames implements HouseRule {

  private static final Pattern VARIABLE =
      Pattern.compile("[\\w>\\]]\\s+(request|response)\\s*[=;,):]|\\b(request|response)\\s*->");

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    if (!isProxy(file)) {
      return violations;
    }
    Matcher found = VARIABLE.matcher(file.code());
    while (found.find()) {
      String line = file.code().substring(found.start(), found.end());
      if (!line.matches("(?s).*\\breturn\\s.*")) {
        violations.add(
            file.violation(
                file.lineAt(found.start()),
                "which one? Say inbound or upstream: inboundRequest, upstreamResponse …"));
      }
    }
    return violations;
  }

  /** The demo's members are servers: they have one of each. */
  private static boolean isProxy(JavaFile file) {
    return file.isMain()
        && file.module().startsWith("balancer-vertx")
        && !file.packageName().endsWith(".program.demo");
  }
}
