package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The fourth stage: what maps where in one server, in the order in which httpd asks: Locations, of
 * which the last that matches counts; then the lines of the main server, then the server's own, of
 * which the first counts. For one thread and one server.
 */
final class Mappings {

  private final Fates fates;
  private final ProxyPassReader reader;
  private final List<Mapping> locations = new ArrayList<>();
  private final List<Mapping> lines = new ArrayList<>();

  Mappings(Fates fates, Balancers balancers) {
    this.fates = fates;
    reader = new ProxyPassReader(fates, balancers);
  }

  /** Reads one line of a server. */
  void read(Directive directive) {
    switch (directive.key()) {
      case "proxypass" -> reader.outside(directive).ifPresent(lines::add);
      case "<location" -> location(directive);
      case "<locationmatch" -> locationMatch(directive);
      case "proxypassmatch" -> reader.matching(directive).ifPresent(lines::add);
      default -> {}
    }
  }

  private void location(Directive location) {
    fates.translated(location);
    for (Directive child : location.children()) {
      if (child.is("proxypass") && location.argument(0).equals("~")) {
        fates.warning(
            child, "ProxyPass in <Location ~ …> matches no request (expected: <LocationMatch>)");
        fates.noEffect(child, "it matches no request in <Location ~ …>, only in <LocationMatch>");
      } else if (child.is("proxypass")) {
        reader.within(location, child).ifPresent(locations::add);
      } else if (child.is("proxypassmatch")) {
        stop(child);
      }
    }
  }

  private void locationMatch(Directive location) {
    fates.translated(location);
    for (Directive child : location.children()) {
      if (child.is("proxypass")) {
        reader.matching(location.argument(0), location, child).ifPresent(locations::add);
      } else if (child.is("proxypassmatch")) {
        stop(child);
      }
    }
  }

  private void stop(Directive child) {
    fates.stops(child, "in a section it is not carried out: write ProxyPass in <LocationMatch>");
  }

  /** All of them, in the order in which they are asked. */
  List<Mapping> inOrder(Mappings main) {
    List<Mapping> order = new ArrayList<>(main.locations);
    order.addAll(this == main ? List.of() : locations);
    Collections.reverse(order);
    order.addAll(main.lines);
    order.addAll(this == main ? List.of() : lines);
    return order;
  }
}
