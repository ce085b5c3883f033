package org.rpicluster.balancer.vertx.routing;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rpicluster.balancer.check.Check;

/**
 * Errors of members in whose place clients read the proxy's own answer for them: its sentence, or
 * the route's page. A comparison for each answer that is no error. Immutable. Apache's {@code
 * ProxyErrorOverride}.
 *
 * @param statuses of the answers
 */
public record ReplacedErrors(Set<Integer> statuses) {

  /** The first status of an error. */
  public static final int FIRST = 400;

  /** The last. */
  public static final int LAST = 599;

  /** What a status of one is. */
  public static final String EXPECTED = "statuses, " + FIRST + " to " + LAST;

  /** Members' answers go on as they are. */
  public static final ReplacedErrors NONE = new ReplacedErrors(Set.of());

  /** No error of a member goes on. */
  public static final ReplacedErrors ALL =
      new ReplacedErrors(
          IntStream.rangeClosed(FIRST, LAST).boxed().collect(Collectors.toUnmodifiableSet()));

  /** Checks the statuses. */
  public ReplacedErrors {
    statuses = Set.copyOf(statuses);
    statuses.forEach(ReplacedErrors::requireStatus);
  }

  /** Checks a status, and gives it back. */
  public static int requireStatus(int status) {
    boolean isError = status >= FIRST && status <= LAST;
    Check.argument(isError, "replaceErrors", status, EXPECTED);
    return status;
  }

  /** Whether an answer of this status is replaced. */
  public boolean has(int status) {
    return status >= FIRST && statuses.contains(status);
  }
}
