package org.rpicluster.balancer.program.config.apache.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.Aliases.Alias;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * The files that httpd would serve where nothing is forwarded, for those who may come, where
 * nothing that is not carried out has a say in them; otherwise an error, and the report says what
 * stands in the way. Asks the disk; for one thread and one server.
 */
final class ServedFiles {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final String ROOT = "/";

  private final RuledSections ruled;
  private final Folders folders;
  private final Locations locations;
  private final Aliases aliases;
  private final FileLines lines;
  private final FileObstacles obstacles;
  private final Fates fates;

  ServedFiles(
      RuledSections ruled,
      Folders folders,
      Locations locations,
      Aliases aliases,
      FileLines lines,
      FileObstacles obstacles,
      Fates fates) {
    this.ruled = ruled;
    this.folders = folders;
    this.locations = locations;
    this.aliases = aliases;
    this.lines = lines;
    this.obstacles = obstacles;
    this.fates = fates;
  }

  /** The routes for what a match has below a path, which is its own. */
  List<RouteSettings> at(Match match, String path) {
    List<RouteSettings> routes = new ArrayList<>();
    for (Alias alias : aliases.below(path)) {
      below(match, alias.line(), alias.path())
          .ifPresent(each -> folders(routes, each, alias.path()));
    }
    folders(routes, match, path);
    return routes;
  }

  /** What is at a path, after the folders in it whose files are said to be something else. */
  private void folders(List<RouteSettings> routes, Match match, String path) {
    String folder = bare(asked(path));
    for (String other : lines.below(folder)) {
      String urlPath = UrlPath.joined(path, other.substring(folder.length()));
      boolean isThere = aliases.over(urlPath).equals(aliases.over(path));
      Optional<Directive> line = isThere ? lines.section(other) : Optional.empty();
      line.flatMap(section -> below(match, section, urlPath))
          .ifPresent(each -> add(routes, each, urlPath));
    }
    add(routes, match, path);
  }

  /** The name of what is at a path. */
  private String asked(String path) {
    return aliases
        .over(path)
        .map(alias -> alias.file(path))
        .orElseGet(() -> UrlPath.joined(folders.root().orElse(""), path));
  }

  private static String bare(String name) {
    return name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /** Rules of sections are asked before a file is sent. */
  private void add(List<RouteSettings> routes, Match match, String path) {
    place(path).ifPresent(place -> routes.addAll(ruled.before(match, place, locations::here)));
    routes.add(here(match, path));
  }

  /** What rules of sections see of a path; empty if nothing is there. */
  Optional<RulePlace> place(String path) {
    Optional<Alias> alias = aliases.over(path);
    Optional<String> folder = alias.map(Alias::folder).or(folders::root);
    return folder
        .filter(any -> alias.filter(Alias::isProgram).isEmpty())
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .map(name -> RulePlace.files(path, alias.map(Alias::path).orElse(ROOT), name));
  }

  private Optional<Match> below(Match match, Directive line, String urlPath) {
    try {
      return Optional.of(match.path(UrlPath.prefix(urlPath), List.of()));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The route for a path, whatever aliases are below it. */
  RouteSettings here(Match match, String path) {
    Optional<Alias> alias = aliases.over(path);
    boolean isSomewhere = alias.isPresent() || folders.root().isPresent();
    Requirement allowed = isSomewhere ? locations.here(path) : Requirement.NOTHING;
    if (allowed.equals(Requirement.NOTHING) || alias.filter(Alias::isProgram).isPresent()) {
      return RouteSettings.ToResponse.own(match, FORBIDDEN);
    }
    RouteSettings route =
        settings(alias, path)
            .filter(any -> isClear(path))
            .<RouteSettings>map(
                files -> new RouteSettings.ToFiles(match, placed(files, match), Map.of()))
            // Of what is not there a client only hears if it may come there.
            .orElseGet(() -> RouteSettings.ToResponse.own(match, NOT_FOUND));
    return route.guarded(allowed);
  }

  private static FilesSettings placed(FilesSettings files, Match match) {
    return files.at().equals(match.writtenPath()) ? files.at("") : files;
  }

  private boolean isClear(String path) {
    Optional<Directive> obstacle = obstacles.first();
    obstacle.ifPresent(
        line ->
            fates.warning(
                line,
                "files at " + path + " are not served: " + line.shown() + " has a say in them"));
    return obstacle.isEmpty();
  }

  private Optional<FilesSettings> settings(Optional<Alias> alias, String path) {
    String folder = alias.map(Alias::folder).or(folders::root).orElse("");
    boolean isPlain = alias.isPresent() || FileObstacles.isNormal(folder);
    return isPlain && isThere(folder)
        ? Optional.of(
            lines.settings(Path.of(folder), alias.map(Alias::path).orElse(ROOT), bare(asked(path))))
        : Optional.empty();
  }

  /** Links may lead to where other rules are. */
  private static boolean isThere(String name) {
    try {
      Path folder = Path.of(name);
      return folder.isAbsolute() && folder.toRealPath().equals(folder);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The file that is sent for a path, if it is there. */
  Optional<Path> file(String path) {
    Optional<Alias> alias = aliases.over(path);
    boolean isNormal = FileObstacles.isNormal(path) && !path.contains("/.");
    return settings(alias.filter(each -> !each.isProgram()), path)
        .filter(any -> isNormal && alias.filter(Alias::isProgram).isEmpty() && isClear(path))
        .map(files -> alias.map(each -> each.file(path)).orElse(files.folder() + path))
        .filter(ServedFiles::isName)
        .map(Path::of)
        .filter(Files::isRegularFile);
  }

  private static boolean isName(String name) {
    try {
      NamesInLocale.path("file", name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What the text of files is said to be in; empty for nothing. */
  String charset() {
    return lines.charset();
  }
}
