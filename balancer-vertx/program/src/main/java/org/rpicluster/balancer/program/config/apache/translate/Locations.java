package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.AccessReader.Rules;

/**
 * The fifth stage: the Locations of a server, those of the main server before its own: which of
 * them are the manager's, and who may come in. For one thread and one server.
 */
final class Locations {

  private static final String MANAGER = "balancer-manager";

  private final Fates fates;
  private final AccessReader reader;
  private final Folders folders;
  private final List<Known> known = new ArrayList<>();

  private record Known(Directive section, String path, Rules rules) {}

  /**
   * A manager.
   *
   * @param line the {@code SetHandler}
   * @param path where it is
   * @param allowed who may use it
   */
  record ManagerAt(Directive line, String path, Allowed allowed) {}

  Locations(Fates fates, AccessReader reader, Folders folders) {
    this.fates = fates;
    this.folders = folders;
    this.reader = reader;
  }

  void read(Server server) {
    server.all("<location").forEach(section -> add(section));
    server.all("<locationmatch").forEach(this::match);
  }

  private void add(Directive section) {
    String path = section.argument(0);
    if (UrlPath.isPattern(path)) {
      match(section);
    } else {
      known.add(new Known(section, path, reader.read(section)));
    }
  }

  private void match(Directive section) {
    Rules rules = reader.read(section);
    if (!rules.isEmpty() && !rules.allowed().everyone()) {
      fates.stops(section, "access by regular expression is not carried out yet: write <Location>");
    }
  }

  /** The managers, in the order of the file. */
  List<ManagerAt> managers() {
    List<ManagerAt> managers = new ArrayList<>();
    for (Known location : known) {
      handler(location.section())
          .filter(line -> line.argument(0).equalsIgnoreCase(MANAGER))
          .ifPresent(
              line -> managers.add(new ManagerAt(line, location.path(), allowed(location.path()))));
    }
    return managers;
  }

  private static Optional<Directive> handler(Directive section) {
    return section.children().stream().filter(c -> c.is("sethandler")).reduce((a, b) -> b);
  }

  /** Who may come to what this server answers itself at a path: folders first, then Locations. */
  Allowed allowed(String path) {
    Rules rules = folders.of(path);
    for (Known location : known) {
      if (UrlPath.isWithin(location.path(), path)) {
        rules = rules.then(location.rules());
      }
    }
    return rules.allowed();
  }

  /** A Location over or below a path that keeps clients out, and is no manager's. */
  Optional<Directive> narrowerAround(String path) {
    return known.stream()
        .filter(
            location ->
                UrlPath.isWithin(location.path(), path) || UrlPath.isWithin(path, location.path()))
        .filter(location -> !location.rules().allowed().everyone())
        .map(Known::section)
        .filter(section -> handler(section).filter(Locations::isManager).isEmpty())
        .findFirst();
  }

  private static boolean isManager(Directive handler) {
    return handler.argument(0).equalsIgnoreCase(MANAGER);
  }

  /** Locations of proxied paths that keep clients out: not carried out yet. */
  void stopWhereProxied(Predicate<String> isProxied) {
    for (Known location : known) {
      boolean manager =
          handler(location.section())
              .filter(l -> l.argument(0).equalsIgnoreCase(MANAGER))
              .isPresent();
      if (!manager
          && !location.rules().isEmpty()
          && !location.rules().allowed().everyone()
          && isProxied.test(location.path())) {
        fates.stops(
            location.section(),
            "access to what is forwarded is not carried out yet: only that of the manager is");
      }
    }
  }
}
