package org.rpicluster.balancer.vertx.header;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * The condition of a change: {@code tls}, {@code env=NAME} if there is such a variable, {@code
 * env=!NAME} if there is none, or {@code expr=} and one of Apache's expressions. Parsed once; costs
 * what it asks for. Immutable; any thread.
 */
public final class Condition {

  private static final String TLS = "tls";
  private static final String VARIABLE = "env=";
  private static final String EXPRESSION = "expr=";
  private static final String EXPECTED = "tls, env=NAME, env=!NAME or expr=EXPRESSION";
  private static final Pattern NAME = Pattern.compile("!?[A-Za-z_][A-Za-z0-9_.-]*");

  private final String text;
  private final Predicate<Facts> test;

  private Condition(String text) {
    this.text = text;
    test = parse(text);
  }

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Condition of(String text) {
    return new Condition(text);
  }

  private static Predicate<Facts> parse(String text) {
    if (text.equals(TLS)) {
      return facts -> facts.of(Fact.HTTPS).equals("on");
    }
    if (text.startsWith(EXPRESSION)) {
      return ExpressionReader.condition(text.substring(EXPRESSION.length()));
    }
    Optional<String> name =
        Optional.of(text)
            .filter(t -> t.startsWith(VARIABLE))
            .map(t -> t.substring(VARIABLE.length()))
            .filter(n -> NAME.matcher(n).matches());
    Check.argument(name.isPresent(), "when", text, EXPECTED);
    boolean absent = name.get().startsWith("!");
    String variable = absent ? name.get().substring(1) : name.get();
    return facts -> (facts.variable(variable) == null) == absent;
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** Whether it holds. */
  public boolean holds(Facts facts) {
    return test.test(facts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition condition && condition.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
