package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.AccessReader.Rules;
import org.rpicluster.balancer.program.config.apache.translate.AccessRules.Section;
import org.rpicluster.balancer.program.config.apache.translate.Applies.Scope;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.Requirement;

/**
 * The {@code <Directory>} sections of a server and of the main server: what they say of the folder
 * that a path of a URL leads to, and of those below it, shorter ones first. A manager's Location
 * without {@code Require} is under them. For one thread and one server.
 */
final class Folders {

  /** What httpd is built with; nothing grants it. */
  private static final String UNNAMED_ROOT = "/htdocs";

  private final List<Folder> folders = new ArrayList<>();
  private final String root;
  private final Aliases aliases;
  private final AccessRules access;
  private final Fates fates;

  private record Folder(Directive section, String path, Rules rules) {}

  Folders(
      Server main,
      Server server,
      Aliases aliases,
      AccessReader reader,
      AccessRules access,
      Fates fates) {
    this.aliases = aliases;
    this.access = access;
    this.fates = fates;
    root = rootOf(main, server);
    add(main, reader);
    if (!server.isMain()) {
      add(server, reader);
    }
    folders.sort(Comparator.comparingInt(folder -> folder.path().length()));
  }

  /** The folder that a server's paths lead to. */
  static String rootOf(Server main, Server server) {
    return server
        .last("documentroot")
        .or(() -> main.last("documentroot"))
        .map(line -> line.argument(0))
        .orElse(UNNAMED_ROOT);
  }

  private void add(Server server, AccessReader reader) {
    server
        .all("<directorymatch")
        .forEach(section -> stopWhereItShutsOut(section, reader.read(section)));
    server
        .all("<directorymatch")
        .forEach(section -> AccessConditions.stopWithin(section, reader, fates));
    for (Directive section : server.all("<directory")) {
      AccessConditions.stopWithin(section, reader, fates);
      Rules rules = reader.read(section);
      String path = section.argument(0);
      if (UrlPath.isPattern(path)) {
        stopWhereItShutsOut(section, rules);
        continue;
      }
      boolean whole = path.endsWith("/") && path.length() > 1;
      folders.add(new Folder(section, whole ? path.substring(0, path.length() - 1) : path, rules));
    }
  }

  private void stopWhereItShutsOut(Directive section, Rules rules) {
    if (!rules.isEmpty() && !isOpen(List.of(rules))) {
      fates.stops(section, "access by pattern is not carried out yet: name the folder");
    }
  }

  /** The sections for what is at a path and below it, in the order in which httpd merges them. */
  List<Section> sections(String urlPath) {
    String file = file(urlPath);
    List<Section> sections = new ArrayList<>();
    for (Folder folder : folders) {
      if (UrlPath.isWithin(folder.path(), file)) {
        sections.add(new Section(new Applies.ToAll(), folder.rules()));
      } else if (UrlPath.isWithin(file, folder.path())) {
        String rest = folder.path().substring(file.length());
        String start = rest.startsWith("/") || urlPath.endsWith("/") ? urlPath : urlPath + "/";
        below(folder, UrlPath.joined(start, rest)).ifPresent(sections::add);
      }
    }
    return sections;
  }

  private Optional<Section> below(Folder folder, String urlPath) {
    try {
      AtPath.of(UrlPath.written(urlPath));
      return Optional.of(new Section(new Applies.AtLocation(urlPath), folder.rules()));
    } catch (IllegalArgumentException e) {
      if (!isOpen(List.of(folder.rules()))) {
        fates.stops(folder.section(), String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  /** The name of what is at a path. */
  private String file(String urlPath) {
    String file =
        aliases
            .over(urlPath)
            .map(alias -> alias.file(urlPath))
            .orElseGet(() -> UrlPath.joined(root, urlPath));
    return file.length() > 1 && file.endsWith("/") ? file.substring(0, file.length() - 1) : file;
  }

  private boolean isOpen(List<Rules> rules) {
    List<Section> sections =
        rules.stream().map(each -> new Section(new Applies.ToAll(), each)).toList();
    return access.of(new Scope("/", "", true), sections).equals(Requirement.EVERYONE);
  }

  /** The folder that paths lead to, if one is said. */
  Optional<String> root() {
    return root.equals(UNNAMED_ROOT) ? Optional.empty() : Optional.of(root);
  }
}
