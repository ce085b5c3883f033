package org.rpicluster.balancer.program.config.apache.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The folder that httpd would serve at a path, where it is certain that everyone may read all of
 * it, and nothing but {@code DocumentRoot} says what is there: otherwise requests get an error, and
 * the report says what stands in the way. Asks the disk; for one thread and one server.
 */
final class ServedFiles {

  /** What also decides who may read a file, what is sent, or from where. */
  private static final Set<String> OTHERS =
      Set.of(
          "<files",
          "<filesmatch",
          "<limit",
          "<limitexcept",
          "<if",
          "<elseif",
          "<else",
          "<directorymatch",
          "<locationmatch",
          "authtype",
          "alias",
          "aliasmatch",
          "scriptalias",
          "scriptaliasmatch",
          "userdir",
          "action",
          "addhandler",
          "forcetype",
          "addoutputfilter",
          "setoutputfilter",
          "addinputfilter",
          "setinputfilter",
          "xbithack",
          "satisfy",
          "allowoverride",
          "allowoverridelist");

  /** Paths that are the same in a URL and on the disk. */
  private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9_/-]*");

  private static final Pattern ROOT = Pattern.compile("[A-Za-z0-9._+@ /-]+");

  private static final String INDEX = "index.html";

  private final List<Server> servers;
  private final Folders folders;
  private final Locations locations;
  private final Fates fates;

  ServedFiles(List<Server> servers, Folders folders, Locations locations, Fates fates) {
    this.servers = servers;
    this.folders = folders;
    this.locations = locations;
    this.fates = fates;
  }

  /** The folder at a path; empty if there is none, or it is not for certain. */
  Optional<Path> at(String path) {
    boolean isOpen = folders.areOpen(path) && PLAIN.matcher(path).matches();
    Optional<Path> folder =
        folders
            .root()
            .filter(root -> isOpen && isNormal(root) && ROOT.matcher(root).matches())
            .map(root -> Path.of(root + path).normalize());
    if (folder.filter(ServedFiles::isFolder).isEmpty()) {
      return Optional.empty();
    }
    Optional<Directive> obstacle = obstacle(path);
    obstacle.ifPresent(
        line ->
            fates.warning(
                line,
                "files at " + path + " are not served: " + line.shown() + " has a say in them"));
    return obstacle.isPresent() ? Optional.empty() : folder;
  }

  /** Links may lead to where other rules are; {@code current} is one that updates switch. */
  private static boolean isFolder(Path folder) {
    try {
      return folder.isAbsolute()
          && Files.isDirectory(folder)
          && folder.toRealPath().equals(folder)
          && !Files.isSymbolicLink(folder.resolve("current"));
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Directive> obstacle(String path) {
    return folders
        .narrowerBelow(path)
        .or(() -> locations.narrowerAround(path))
        .or(
            () ->
                servers.stream()
                    .flatMap(server -> first(server.directives()).stream())
                    .findFirst());
  }

  private static Optional<Directive> first(List<Directive> directives) {
    for (Directive directive : directives) {
      Optional<Directive> found =
          isObstacle(directive) ? Optional.of(directive) : first(directive.children());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Without what httpd resolves before it compares names with those of sections. */
  private static boolean isNormal(String name) {
    String whole = name + "/";
    boolean isResolved = !whole.contains("/./") && !whole.contains("/../") && !name.contains("//");
    return name.startsWith("/") && isResolved;
  }

  private static boolean isObstacle(Directive directive) {
    String said = directive.arguments().isEmpty() ? "" : directive.argument(0);
    return switch (directive.key()) {
      case "<directory" -> !isNormal(said) && !UrlPath.isPattern(said);
      case "sethandler" -> !said.equalsIgnoreCase("balancer-manager");
      case "addtype" -> said.contains("httpd") || said.contains("server");
      case "directoryindex" -> !said.equals(INDEX);
      case "allowoverride" -> !said.equalsIgnoreCase("none");
      case "<filesmatch" -> !said.equals("^\\.ht"); // Such names are never served.
      default -> OTHERS.contains(directive.key());
    };
  }
}
