package org.rpicluster.balancer.vertx.rewrite;

import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** The action of a rule besides writing another target. Immutable. */
public sealed interface RewriteThen {

  /** Nothing: the rules below it go on with what it wrote. */
  record GoOn() implements RewriteThen {}

  /**
   * Has the request sent to a cluster, as soon as the rule applies. Apache's {@code [P]}.
   *
   * @param cluster its name
   * @param rewriting what is changed on the way, but for the path
   */
  record Forward(String cluster, Rewriting rewriting) implements RewriteThen {}

  /**
   * Has the client sent to what it wrote, behind the last rule. Apache's {@code [R]}.
   *
   * @param status of the answer
   */
  record RedirectClient(int status) implements RewriteThen {

    /** Checks the status. */
    public RedirectClient {
      requireStatus(status);
    }

    /** Checks a status. */
    public static int requireStatus(int status) {
      boolean isOne = status >= 301 && status <= 308 && status != 304 && status != 305;
      Check.argument(isOne && status != 306, "redirect", status, "301, 302, 303, 307 or 308");
      return status;
    }
  }

  /**
   * Refuses the request. Apache's {@code [F]}, {@code [G]}, {@code [R=404]}.
   *
   * @param status of the answer
   */
  record Refuse(int status) implements RewriteThen {

    /** Checks the status. */
    public Refuse {
      Check.argument(status >= 400 && status <= 599, "respond", status, "400 to 599");
    }
  }
}
