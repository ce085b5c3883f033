package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.OrderReader.Order;
import org.rpicluster.balancer.program.config.apache.translate.RequireReader.Demand;

/**
 * Reads what one section says of who gets in: {@code Require} with its groups; {@code Order},
 * {@code Allow}, {@code Deny}, {@code Satisfy}; where users are known from. For one thread and one
 * server. Apache's {@code mod_authz_core}, {@code mod_access_compat}.
 */
final class AccessReader {

  private static final Set<String> NEW =
      Set.of("require", "<requireall", "<requireany", "<requirenone");

  private static final Set<String> OLD = Set.of("order", "allow", "deny", "satisfy");

  /** {@code AuthMerging}. */
  enum Merging {
    /** This section's alone counts. */
    OFF,
    /** Both must let in. */
    AND,
    /** One of both. */
    OR
  }

  private final Fates fates;
  private final RequireReader require;
  private final OrderReader order;

  AccessReader(Fates fates, AccessVariables variables) {
    this.fates = fates;
    require = new RequireReader(fates, variables);
    order = new OrderReader(fates, variables);
  }

  /**
   * What one section says.
   *
   * @param section the section
   * @param byRequire by the syntax of 2.4
   * @param byOrder by the one before; empty if it says nothing in that
   * @param login where users are known from
   * @param merging what becomes of the {@code Require} of sections before it
   */
  record Rules(
      Directive section,
      Optional<Demand> byRequire,
      List<Order> byOrder,
      LoginLines login,
      Merging merging) {

    boolean isEmpty() {
      return byRequire.isEmpty() && byOrder.isEmpty() && login.isEmpty();
    }
  }

  /** Whether a line is about access. */
  static boolean reads(Directive line) {
    String key = line.key();
    return NEW.contains(key)
        || OLD.contains(key)
        || key.startsWith("auth")
        || key.equals("<limit")
        || key.equals("<limitexcept");
  }

  /** Reads a section. */
  Rules read(Directive section) {
    List<AccessLine> requires = AccessLine.of(section, NEW, fates);
    List<AccessLine> orders = AccessLine.of(section, OLD, fates);
    stopWhereUnknown(section);
    return new Rules(
        section,
        requires.isEmpty() ? Optional.empty() : Optional.of(require.section(requires)),
        orders.isEmpty() ? List.of() : order.read(orders),
        LoginLines.of(section, fates),
        merging(section, requires));
  }

  private Merging merging(Directive section, List<AccessLine> requires) {
    Merging merging = Merging.OFF;
    for (Directive line : section.children()) {
      if (line.is("authmerging")) {
        merging = merging(line, requires.isEmpty());
      }
    }
    boolean limited = requires.stream().anyMatch(r -> !r.methods().equals(MethodSet.EVERY));
    if (merging != Merging.OFF && limited) {
      fates.stops(section, "AuthMerging with lines for some methods only is not carried out");
    }
    return merging;
  }

  private Merging merging(Directive line, boolean isAlone) {
    switch (line.argument(0).toLowerCase(Locale.ROOT)) {
      case "and" -> {
        return Merging.AND;
      }
      case "or" -> {
        return Merging.OR;
      }
      case "off" -> {
        if (isAlone) {
          fates.stops(line, "without Require it lets every client in: write Require all granted");
        }
      }
      default -> fates.wrong(line, line.name(), line.argument(0), "Off, And or Or");
    }
    return Merging.OFF;
  }

  private void stopWhereUnknown(Directive section) {
    for (Directive child : section.children()) {
      List<Directive> limited = new ArrayList<>();
      if (child.is("<limit") || child.is("<limitexcept")) {
        limited.addAll(child.children());
      }
      limited.stream()
          .filter(line -> !NEW.contains(line.key()) && !OLD.contains(line.key()))
          .forEach(line -> fates.stops(line, "this is not known within " + child.shown()));
    }
  }
}
