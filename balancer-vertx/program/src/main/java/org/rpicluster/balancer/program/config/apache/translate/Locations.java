package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.AccessRules.Section;
import org.rpicluster.balancer.program.config.apache.translate.SectionScope.RouteScope;
import org.rpicluster.balancer.vertx.access.Requirement;

/**
 * The fifth stage: the Locations and the sections for members of a server, those of the main server
 * before its own: which of them are the manager's, and who may come in. For one thread and one
 * server.
 */
final class Locations {

  private static final String MANAGER = "balancer-manager";

  private final Fates fates;
  private final AccessReader reader;
  private final AccessRules access;
  private final Folders folders;
  private final List<Section> locations = new ArrayList<>();
  private final List<Section> proxies = new ArrayList<>();
  private final AccessConditions outer;
  private final AccessConditions inner;

  /**
   * A manager.
   *
   * @param line the {@code SetHandler}
   * @param path where it is
   * @param allowed who may use it
   */
  record ManagerAt(Directive line, String path, Requirement allowed) {}

  Locations(Fates fates, AccessReader reader, AccessRules access, Folders folders) {
    this.fates = fates;
    this.folders = folders;
    this.reader = reader;
    this.access = access;
    outer = new AccessConditions(reader, fates);
    inner = new AccessConditions(reader, fates);
  }

  void read(Server server) {
    outer.read(server.directives(), new SectionScope.ToAll());
    for (Directive section : server.directives()) {
      switch (section.key()) {
        case "<location", "<locationmatch" -> {
          add(locations, section);
          within(section);
        }
        case "<proxy", "<proxymatch" -> {
          add(proxies, section);
          AccessConditions.stopWithin(section, reader, fates);
        }
        default -> {} // not for paths
      }
    }
  }

  /** Where a section is for all the same is asked only if a condition in it decides. */
  private void within(Directive section) {
    boolean has = section.children().stream().anyMatch(SectionCondition::isCondition);
    if (has) {
      inner.read(section.children(), SectionScope.of(section, fates));
    }
  }

  /** Locations, and what hangs on conditions after them. */
  private List<Section> inOrder() {
    List<Section> all = new ArrayList<>(locations);
    all.addAll(outer.sections());
    all.addAll(inner.sections());
    return all;
  }

  /** Applies a section is for is only asked where it says something of who gets in. */
  private void add(List<Section> sections, Directive section) {
    AccessReader.Rules rules = reader.read(section);
    SectionScope where = rules.isEmpty() ? plain(section) : SectionScope.of(section, fates);
    sections.add(new Section(where, rules));
  }

  private static SectionScope plain(Directive section) {
    String path = section.argument(0);
    boolean isPlain = section.is("<location") && !UrlPath.isPattern(path) && UrlPath.isPrefix(path);
    return isPlain ? new SectionScope.AtLocation(path) : new SectionScope.ToNothing();
  }

  /** The managers, in the order of the file. */
  List<ManagerAt> managers() {
    List<ManagerAt> managers = new ArrayList<>();
    for (Section location : locations) {
      Optional<Directive> handler = handler(location).filter(Locations::isManager);
      Optional<String> path = location.where().prefix();
      if (handler.isPresent() && path.isPresent()) {
        managers.add(new ManagerAt(handler.get(), path.get(), here(path.get())));
      }
    }
    return managers;
  }

  private static Optional<Directive> handler(Section location) {
    return location.rules().section().children().stream()
        .filter(c -> c.is("sethandler"))
        .reduce((a, b) -> b);
  }

  /** Who may come to what this server answers itself at a path: folders first, then Locations. */
  Requirement here(String path) {
    List<Section> sections = new ArrayList<>(folders.sections(path));
    sections.addAll(inOrder());
    return access.of(new RouteScope(path, "", true), sections);
  }

  /**
   * Who may come to what is forwarded: folders have no say in it.
   *
   * @param line sends it there
   * @param scope which requests
   */
  Requirement forwarded(Directive line, RouteScope scope) {
    List<Section> sections = new ArrayList<>();
    for (Section proxy : proxies) {
      if (proxy.where().isKnown(scope)) {
        sections.add(proxy);
      } else if (!proxy.rules().isEmpty() && !isOpen(proxy)) {
        fates.stops(
            line,
            "whether "
                + proxy.rules().section().shown()
                + " "
                + proxy.rules().section().text()
                + " is for this is not clear: who gets in must be said by <Location>");
      }
    }
    sections.addAll(inOrder());
    return access.of(scope, sections);
  }

  private boolean isOpen(Section section) {
    Section everywhere = new Section(new SectionScope.ToAll(), section.rules());
    return access
        .of(new RouteScope("/", "", true), List.of(everywhere))
        .equals(Requirement.EVERYONE);
  }

  private static boolean isManager(Directive handler) {
    return handler.argument(0).equalsIgnoreCase(MANAGER);
  }
}
