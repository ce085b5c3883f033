package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.WithMethod;

/**
 * The methods that a line counts for: those of a {@code <Limit>}, or all but those of a {@code
 * <LimitExcept>}. {@code HEAD} is {@code GET}, as in httpd. Immutable.
 *
 * @param except whether it is all but these
 * @param methods the methods
 */
record MethodSet(boolean except, Set<String> methods) {

  static final MethodSet EVERY = new MethodSet(true, Set.of());
  static final MethodSet NONE = new MethodSet(false, Set.of());

  MethodSet {
    methods = Set.copyOf(methods);
  }

  /** What a section limits the lines in it to. */
  static MethodSet of(Directive limit) {
    return new MethodSet(
        limit.is("<limitexcept"),
        limit.arguments().stream()
            .map(method -> method.equals("HEAD") ? "GET" : method)
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean has(String method) {
    return methods.contains(method) != except;
  }

  MethodSet or(MethodSet other) {
    if (except && other.except) {
      return new MethodSet(true, kept(methods, other.methods, true));
    }
    if (!except && !other.except) {
      return new MethodSet(
          false,
          Stream.concat(methods.stream(), other.methods.stream())
              .collect(Collectors.toUnmodifiableSet()));
    }
    return except ? new MethodSet(true, kept(methods, other.methods, false)) : other.or(this);
  }

  private static Set<String> kept(Set<String> some, Set<String> others, boolean within) {
    return some.stream()
        .filter(method -> others.contains(method) == within)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A request with one of them. */
  Requirement requirement() {
    if (methods.isEmpty()) {
      return except ? Requirement.EVERYONE : Requirement.NOTHING;
    }
    Requirement these = new WithMethod(List.copyOf(new TreeSet<>(methods)));
    return except ? Requirements.none(List.of(these)) : these;
  }
}
