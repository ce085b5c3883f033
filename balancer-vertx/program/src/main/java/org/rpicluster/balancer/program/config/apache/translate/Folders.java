package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.AccessReader.Rules;
import org.rpicluster.balancer.program.config.apache.translate.AccessRules.Section;
import org.rpicluster.balancer.program.config.apache.translate.Aliases.Alias;
import org.rpicluster.balancer.program.config.apache.translate.SectionScope.RouteScope;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.regex.Regex;

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
  private final Set<String> pages;
  private final Aliases aliases;
  private final AccessRules access;
  private final Fates fates;

  /**
   * A section.
   *
   * @param path of the folder; of those that go by a pattern, what was written
   * @param pattern is looked for in names; empty for one folder
   */
  private record Folder(Directive section, String path, Rules rules, Optional<Regex> pattern) {

    /** Those with wildcards are walked to as others are; expressions come behind them all. */
    int order() {
      boolean isExpression = pattern.isPresent() && !path.startsWith("/");
      return isExpression ? Integer.MAX_VALUE : (int) path.chars().filter(c -> c == '/').count();
    }
  }

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
    pages = pagesOf(main, server);
    add(main, reader);
    if (!server.isMain()) {
      add(server, reader);
    }
    folders.sort(Comparator.comparingInt(Folder::order));
  }

  private static Set<String> pagesOf(Server main, Server server) {
    Set<String> pages = new TreeSet<>(Set.of(FilesSettings.INDEX_DEFAULT));
    Stream.of(main, server)
        .flatMap(each -> each.all("directoryindex").stream())
        .forEach(line -> pages.addAll(line.arguments()));
    return pages;
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
    for (Directive section : server.directives()) {
      if (section.is("<directory") || section.is("<directorymatch")) {
        AccessConditions.stopWithin(section, reader, fates);
        add(section, reader.read(section));
      }
    }
  }

  private void add(Directive section, Rules rules) {
    String path = section.argument(0);
    if (section.is("<directorymatch") || UrlPath.isPattern(path)) {
      pattern(section, rules);
      return;
    }
    boolean whole = path.endsWith("/") && path.length() > 1;
    String plain = whole ? path.substring(0, path.length() - 1) : path;
    folders.add(new Folder(section, plain, rules, Optional.empty()));
  }

  /** Where it says nothing of who gets in it may go by whatever it likes. */
  private void pattern(Directive section, Rules rules) {
    boolean tilde = section.argument(0).equals("~");
    boolean isExpression = tilde || section.is("<directorymatch");
    String text = section.argument(tilde ? 1 : 0);
    if (rules.isEmpty()) {
      return;
    }
    if (isExpression && !FolderPattern.isOne(text, pages)) {
      if (!isOpen(List.of(rules))) { // what is open for all and left out lets fewer in
        fates.stops(
            section,
            "who gets in must not hang on a file's name here: name folders, up to a slash");
      }
      return;
    }
    Optional<Regex> pattern =
        isExpression
            ? RegexTranslation.of(section, text, false, fates)
            : RegexTranslation.ofFolders(section, text, fates);
    pattern.ifPresent(
        found ->
            folders.add(new Folder(section, isExpression ? "" : text, rules, Optional.of(found))));
  }

  /** The sections for what is at a path and below it, in the order in which httpd merges them. */
  List<Section> sections(String urlPath) {
    String file = file(urlPath);
    List<Section> sections = new ArrayList<>();
    for (Folder folder : folders) {
      if (folder.pattern().isPresent()) {
        sections.add(new Section(byFile(folder.pattern().get(), urlPath), folder.rules()));
      } else if (UrlPath.isWithin(folder.path(), file)) {
        sections.add(new Section(new SectionScope.ToAll(), folder.rules()));
      } else if (UrlPath.isWithin(file, folder.path())) {
        String rest = folder.path().substring(file.length());
        String start = rest.startsWith("/") || urlPath.endsWith("/") ? urlPath : urlPath + "/";
        below(folder, UrlPath.joined(start, rest)).ifPresent(sections::add);
      }
    }
    return sections;
  }

  private SectionScope byFile(Regex pattern, String urlPath) {
    Optional<Alias> alias = aliases.over(urlPath);
    String at = alias.map(Alias::path).orElse("/");
    String folder = alias.map(Alias::folder).orElse(root);
    String plain = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    return new SectionScope.ByFile(pattern, at, at.endsWith("/") ? plain + "/" : plain);
  }

  private Optional<Section> below(Folder folder, String urlPath) {
    try {
      AtPath.of(UrlPath.written(urlPath));
      return Optional.of(new Section(new SectionScope.AtLocation(urlPath), folder.rules()));
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
        rules.stream().map(each -> new Section(new SectionScope.ToAll(), each)).toList();
    return access.of(new RouteScope("/", "", true), sections).equals(Requirement.EVERYONE);
  }

  /** The folder that paths lead to, if one is said. */
  Optional<String> root() {
    return root.equals(UNNAMED_ROOT) ? Optional.empty() : Optional.of(root);
  }
}
