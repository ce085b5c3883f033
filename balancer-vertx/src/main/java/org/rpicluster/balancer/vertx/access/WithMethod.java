package org.rpicluster.balancer.vertx.access;

import java.util.List;
import org.rpicluster.balancer.check.Check;

/**
 * Requests with certain methods, whose case counts; {@code HEAD} is {@code GET}, as it tells what
 * that tells. Immutable. Apache's {@code <Limit>}.
 *
 * @param methods the methods
 */
public record WithMethod(List<String> methods) implements Requirement {

  /** Copies the list, and checks it. */
  public WithMethod {
    methods = List.copyOf(methods);
    for (String method : methods) {
      boolean isToken = method.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
      Check.argument(isToken, "methods", method, "a method such as GET");
      Check.argument(!method.equals("HEAD"), "methods", method, "GET, which has HEAD with it");
    }
  }

  @Override
  public AccessDecision of(GuardedRequest asked) {
    String method = asked.method();
    return Requirement.when(methods.contains(method.equals("HEAD") ? "GET" : method));
  }
}
