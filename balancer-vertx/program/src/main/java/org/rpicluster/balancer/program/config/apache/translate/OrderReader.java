package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Reads {@code Order}, {@code Allow} and {@code Deny}: with {@code allow,deny} those get in that
 * Allow names and Deny does not; with {@code deny,allow}, which is what counts without an Order,
 * those that Deny does not name, or Allow names. For one thread and one configuration.
 */
final class OrderReader {

  private static final String ORDERS = "Allow,Deny or Deny,Allow, without a blank";

  private final Fates fates;

  OrderReader(Fates fates) {
    this.fates = fates;
  }

  /** Addresses that a kind of line names. */
  private record Named(boolean all, List<Cidr> blocks) {

    boolean isEmpty() {
      return !all && blocks.isEmpty();
    }
  }

  Allowed read(List<Directive> lines) {
    boolean allowFirst = false;
    for (Directive line : lines) {
      allowFirst = line.is("order") ? order(line) : allowFirst;
    }
    List<Directive> allows = lines.stream().filter(line -> line.is("allow")).toList();
    List<Directive> denies = lines.stream().filter(line -> line.is("deny")).toList();
    Named allow = named(allows);
    Named deny = named(denies);
    return allowFirst
        ? allowThenDeny(allow, deny, denies)
        : denyThenAllow(allow, deny, lines, denies);
  }

  private boolean order(Directive line) {
    String word = line.argument(0).toLowerCase(Locale.ROOT);
    boolean known = List.of("allow,deny", "deny,allow", "mutual-failure").contains(word);
    if (line.arguments().size() != 1 || !known) {
      fates.wrong(line, "Order", String.join(" ", line.arguments()), ORDERS);
      return false;
    }
    fates.translated(line);
    return !word.equals("deny,allow");
  }

  private static Allowed of(Named named) {
    return named.all() ? Allowed.EVERYONE : Allowed.of(named.blocks());
  }

  private Allowed allowThenDeny(Named allow, Named deny, List<Directive> denies) {
    if (deny.all()) {
      return Allowed.NOBODY;
    }
    if (!deny.isEmpty()) {
      shutOut(denies);
    }
    return of(allow);
  }

  private Allowed denyThenAllow(
      Named allow, Named deny, List<Directive> lines, List<Directive> denies) {
    if (deny.all()) {
      return of(allow);
    }
    if (!deny.isEmpty()) {
      shutOut(denies);
      return Allowed.NOBODY;
    }
    if (!allow.isEmpty() && !allow.all()) {
      fates.warning(
          lines.get(0),
          "Order deny,allow without a Deny lets every client in, whatever Allow names"
              + " (expected: Deny from all)");
    }
    return Allowed.EVERYONE;
  }

  private void shutOut(List<Directive> denies) {
    denies.forEach(
        line ->
            fates.stops(
                line,
                "addresses that are shut out are not carried out yet: name those who get in"));
  }

  private Named named(List<Directive> lines) {
    boolean all = false;
    List<Cidr> blocks = new ArrayList<>();
    for (Directive line : lines) {
      fates.translated(line);
      if (!line.argument(0).equalsIgnoreCase("from") || line.arguments().size() < 2) {
        fates.wrong(line, line.name(), line.text(), line.name() + " from 192.168.0, or all");
      }
      for (String text :
          line.arguments().subList(Math.min(1, line.arguments().size()), line.arguments().size())) {
        Optional<Cidr> block = Cidr.parse(text);
        block.ifPresent(blocks::add);
        if (text.toLowerCase(Locale.ROOT).startsWith("env=")) {
          fates.stops(line, "access by a variable is not carried out yet");
        } else if (block.isEmpty() && !text.equalsIgnoreCase("all")) {
          fates.warning(
              line,
              text
                  + " is a name, which is not looked up: it matches no client (expected: addresses)");
        }
        all |= text.equalsIgnoreCase("all");
      }
    }
    return new Named(all, blocks);
  }
}
