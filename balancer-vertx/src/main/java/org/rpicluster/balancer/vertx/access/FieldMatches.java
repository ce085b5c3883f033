package org.rpicluster.balancer.vertx.access;

import java.util.List;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Requests with a field in whose value a pattern is found; lines of one field are one list, and a
 * field that is not there is empty. Whatever is in a field its client has written: it is no proof
 * of anything but a secret. Immutable. Apache's {@code SetEnvIf}.
 *
 * @param field its name
 * @param pattern the pattern
 */
public record FieldMatches(String field, Regex pattern) implements Requirement {

  /** Checks the name. */
  public FieldMatches {
    boolean isToken = field.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    Check.argument(isToken, "name", field, "the name of a field");
  }

  @Override
  public AccessDecision of(GuardedRequest asked) {
    List<String> values = asked.fields().getAll(field);
    String value = values.size() == 1 ? values.get(0) : String.join(", ", values);
    return Requirement.when(pattern.isIn(value));
  }
}
