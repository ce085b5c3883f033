package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.WithMethod;

/**
 * Reads {@code Order}, {@code Allow}, {@code Deny} and {@code Satisfy}: with {@code allow,deny}
 * those get in that Allow names and Deny does not; with {@code deny,allow}, which is what counts
 * without an Order, those that Deny does not name, or Allow names. Each method has its own. For one
 * thread and one configuration. Apache's {@code mod_access_compat}.
 */
final class OrderReader {

  private static final String ORDERS = "Allow,Deny or Deny,Allow, without a blank";

  private final Fates fates;
  private final AccessVariables variables;

  OrderReader(Fates fates, AccessVariables variables) {
    this.fates = fates;
    this.variables = variables;
  }

  /**
   * What some requests of a section are under.
   *
   * @param when by their method
   * @param allowed who may come
   * @param satisfyAny whether that is enough, or what {@code Require} says
   */
  record Order(Requirement when, Requirement allowed, boolean satisfyAny) {}

  private record Named(AccessLine line, Requirement requirement) {

    boolean is(String key, String method) {
      return line.line().is(key) && line.methods().has(method);
    }
  }

  /** A method that no line names. */
  private static final String OTHER = "";

  /** For each method that lines name, and for the others; the first that a request is of counts. */
  List<Order> read(List<AccessLine> lines) {
    List<Named> named = lines.stream().map(line -> new Named(line, requirement(line))).toList();
    TreeSet<String> methods = new TreeSet<>();
    lines.forEach(line -> methods.addAll(line.methods().methods()));
    List<Order> orders = new ArrayList<>();
    for (String method : methods) {
      orders.add(order(new WithMethod(List.of(method)), named, method));
    }
    orders.add(order(Requirement.EVERYONE, named, OTHER));
    warn(lines, named);
    return orders;
  }

  private static Order order(Requirement when, List<Named> named, String method) {
    Requirement allow = named(named, "allow", method);
    Requirement deny = named(named, "deny", method);
    Requirement notDenied = Requirements.none(List.of(deny));
    Requirement allowed =
        isAllowFirst(named, method)
            ? Requirements.all(List.of(allow, notDenied))
            : Requirements.any(List.of(allow, notDenied));
    boolean any =
        last(named, "satisfy", method)
            .filter(l -> l.argument(0).equalsIgnoreCase("any"))
            .isPresent();
    return new Order(when, allowed, any);
  }

  private static boolean isAllowFirst(List<Named> named, String method) {
    return last(named, "order", method)
        .filter(line -> !line.argument(0).equalsIgnoreCase("deny,allow"))
        .isPresent();
  }

  private static Optional<Directive> last(List<Named> named, String key, String method) {
    return named.stream()
        .filter(one -> one.is(key, method))
        .map(one -> one.line().line())
        .reduce((a, b) -> b);
  }

  private static Requirement named(List<Named> named, String key, String method) {
    return Requirements.any(
        named.stream().filter(one -> one.is(key, method)).map(Named::requirement).toList());
  }

  private Requirement requirement(AccessLine accessLine) {
    Directive line = accessLine.line();
    return switch (line.key()) {
      case "order" -> word(line, List.of("allow,deny", "deny,allow", "mutual-failure"), ORDERS);
      case "satisfy" -> word(line, List.of("all", "any"), "All or Any");
      default -> names(line);
    };
  }

  private Requirement word(Directive line, List<String> known, String expected) {
    String word = line.argument(0).toLowerCase(Locale.ROOT);
    if (line.arguments().size() != 1 || !known.contains(word)) {
      fates.wrong(line, line.name(), String.join(" ", line.arguments()), expected);
    } else {
      fates.translated(line);
    }
    return Requirement.NOTHING;
  }

  private Requirement names(Directive line) {
    fates.translated(line);
    if (!line.argument(0).equalsIgnoreCase("from") || line.arguments().size() < 2) {
      fates.wrong(line, line.name(), line.text(), line.name() + " from 192.168.0, or all");
      return Requirement.NOTHING;
    }
    List<String> names = line.arguments().subList(1, line.arguments().size());
    return Requirements.any(names.stream().map(name -> name(line, name)).toList());
  }

  private Requirement name(Directive line, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("all")) {
      return Requirement.EVERYONE;
    } else if (lower.startsWith("env=!")) {
      return Requirements.none(List.of(variables.has(line, text.substring(5))));
    } else if (lower.startsWith("env=")) {
      return variables.has(line, text.substring(4));
    } else if (Cidr.isLocalName(text)) {
      return Requirements.from(Cidr.LOCALHOST);
    }
    return Cidr.parse(text)
        .map(block -> Requirements.from(List.of(block)))
        .orElseGet(() -> hostName(line, text));
  }

  /** No client has a name here. {@code none} and {@code *.*.} are names that none has in httpd. */
  private Requirement hostName(Directive line, String text) {
    boolean mayBeOne = text.indexOf('.') >= 0 && text.indexOf('*') < 0;
    if (line.is("deny") && mayBeOne) {
      fates.stops(line, "names of clients are not looked up: write their addresses");
    } else {
      fates.warning(
          line,
          text + " is a name, which is not looked up: it matches no client (expected: addresses)");
    }
    return Requirement.NOTHING;
  }

  private void warn(List<AccessLine> lines, List<Named> named) {
    List<Named> allows = named.stream().filter(one -> one.line().line().is("allow")).toList();
    boolean narrow =
        allows.stream().noneMatch(one -> one.requirement().equals(Requirement.EVERYONE));
    boolean denies = lines.stream().anyMatch(line -> line.line().is("deny"));
    if (!allows.isEmpty() && narrow && !denies && !isAllowFirst(named, OTHER)) {
      fates.warning(
          lines.get(0).line(),
          "Order deny,allow without a Deny lets every client in, whatever Allow names"
              + " (expected: Deny from all)");
    }
  }
}
