package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Reads the access lines of one section: {@code Require} with its groups, and {@code Order}, {@code
 * Allow}, {@code Deny}, {@code Satisfy}. What cannot be said as a list of addresses stops the
 * start. For one thread and one configuration. Apache's {@code mod_authz_core}, {@code
 * mod_access_compat}.
 */
final class AccessReader {

  private static final Set<String> NEW =
      Set.of("require", "<requireall", "<requireany", "<requirenone");

  private static final Set<String> OLD = Set.of("order", "allow", "deny");

  private final Fates fates;
  private final RequireReader require;
  private final OrderReader order;

  AccessReader(Fates fates) {
    this.fates = fates;
    require = new RequireReader(fates);
    order = new OrderReader(fates);
  }

  /**
   * What one section says.
   *
   * @param byRequire by the syntax of 2.4
   * @param byOrder by the one before
   * @param satisfyAny whether one of the two is enough
   */
  record Rules(
      Optional<Allowed> byRequire, Optional<Allowed> byOrder, Optional<Boolean> satisfyAny) {

    static final Rules NONE = new Rules(Optional.empty(), Optional.empty(), Optional.empty());

    boolean isEmpty() {
      return byRequire.isEmpty() && byOrder.isEmpty();
    }

    /** What a later section says on top of this one: each syntax by itself. */
    Rules then(Rules later) {
      return new Rules(
          later.byRequire.or(() -> byRequire),
          later.byOrder.or(() -> byOrder),
          later.satisfyAny.or(() -> satisfyAny));
    }

    /** Who may come in: both must let in, or one of them with {@code Satisfy Any}. */
    Allowed allowed() {
      Allowed first = byRequire.orElse(Allowed.EVERYONE);
      Allowed second = byOrder.orElse(Allowed.EVERYONE);
      boolean either = satisfyAny.orElse(false) && byRequire.isPresent() && byOrder.isPresent();
      return either ? first.or(second) : first.and(second);
    }
  }

  /** Reads a section. */
  Rules read(Directive section) {
    List<Directive> children = section.children();
    List<Directive> requires =
        children.stream().filter(child -> NEW.contains(child.key())).toList();
    List<Directive> orders = children.stream().filter(child -> OLD.contains(child.key())).toList();
    Optional<Boolean> satisfy =
        children.stream().filter(child -> child.is("satisfy")).reduce((a, b) -> b).map(this::isAny);
    return new Rules(
        requires.isEmpty() ? Optional.empty() : Optional.of(require.any(requires)),
        orders.isEmpty() ? Optional.empty() : Optional.of(order.read(orders)),
        satisfy);
  }

  private boolean isAny(Directive satisfy) {
    String word = satisfy.argument(0).toLowerCase(Locale.ROOT);
    if (!word.equals("any") && !word.equals("all")) {
      fates.wrong(satisfy, "Satisfy", satisfy.argument(0), "All or Any");
    } else {
      fates.translated(satisfy);
    }
    return word.equals("any");
  }
}
