package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Lines that are not carried out and have a say in files: who may read one by its name, what is
 * sent of it, or from where. For one server; immutable.
 */
final class FileObstacles {

  private static final Set<String> ALWAYS =
      Set.of(
          "aliasmatch",
          "scriptaliasmatch",
          "userdir",
          "action",
          "addinputfilter",
          "setinputfilter",
          "xbithack");

  /** Handlers of pages that are no files, and none. */
  private static final Set<String> PAGES =
      Set.of("balancer-manager", "server-status", "server-info", "default-handler", "none");

  /** Names that are never served. */
  private static final Set<String> HIDDEN = Set.of("^\\.ht", ".ht*", "^\\.", ".*", "\\.ht");

  /** In sections for names, what changes neither who may read a file nor what is sent. */
  private static final Set<String> HARMLESS = Set.of("ssloptions");

  private final List<Server> servers;

  FileObstacles(List<Server> servers) {
    this.servers = servers;
  }

  /** The first of them. */
  Optional<Directive> first() {
    return servers.stream()
        .flatMap(server -> first(server.directives(), true).stream())
        .findFirst();
  }

  private static Optional<Directive> first(List<Directive> directives, boolean isServer) {
    for (Directive directive : directives) {
      Optional<Directive> found =
          isObstacle(directive, isServer)
              ? Optional.of(directive)
              : first(directive.children(), false)
                  .or(() -> isServer ? typesOf(directive) : Optional.empty());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What is said of types where it is not known which files are meant. */
  private static Optional<Directive> typesOf(Directive section) {
    boolean isFolder = section.is("<directory") && !UrlPath.isPattern(section.argument(0));
    return isFolder ? Optional.empty() : types(section.children());
  }

  private static Optional<Directive> types(List<Directive> lines) {
    return lines.stream()
        .flatMap(
            line ->
                line.is("addtype") || line.is("forcetype")
                    ? Stream.of(line)
                    : types(line.children()).stream())
        .findFirst();
  }

  private static boolean isProgram(String type) {
    return type.contains("httpd") || type.contains("server");
  }

  /** Without what httpd resolves before it compares names with those of sections. */
  static boolean isNormal(String name) {
    String whole = name + "/";
    boolean isResolved = !whole.contains("/./") && !whole.contains("/../") && !name.contains("//");
    return name.startsWith("/") && isResolved;
  }

  private static boolean isObstacle(Directive directive, boolean isServer) {
    String said = directive.arguments().isEmpty() ? "" : directive.argument(0);
    return switch (directive.key()) {
      case "<directory" -> UrlPath.isPattern(said) ? readsOthers(directive) : !isNormal(said);
      case "<directorymatch" -> readsOthers(directive);
      case "<limit", "<limitexcept" -> isServer;
      case "<if", "<elseif", "<else" -> !areRules(directive);
      case "<files", "<filesmatch" -> !isHarmless(directive, said);
      case "sethandler" -> !PAGES.contains(said.toLowerCase(Locale.ROOT));
      case "addhandler" -> !said.equals("type-map");
      case "addtype" -> isProgram(said);
      case "forcetype" -> false;
      case "alias", "directoryindex" -> !isServer;
      case "accessfilename" -> !said.equals(".htaccess");
      case "addoutputfilter", "setoutputfilter" -> !isHarmlessFilter(directive, said);
      default -> ALWAYS.contains(directive.key());
    };
  }

  /** What leads elsewhere before a file is sent. */
  private static boolean areRules(Directive condition) {
    return condition.children().stream().allMatch(line -> line.key().startsWith("rewrite"));
  }

  /** Whether {@code .htaccess} counts in folders that are not known by name. */
  private static boolean readsOthers(Directive section) {
    return section.children().stream()
        .filter(line -> line.key().startsWith("allowoverride"))
        .anyMatch(line -> !line.argument(0).equalsIgnoreCase("none"));
  }

  /** What only packs, and pages with commands, which are never sent as text. */
  private static boolean isHarmlessFilter(Directive line, String said) {
    return said.equalsIgnoreCase("deflate")
        || said.equalsIgnoreCase("includes") && line.text().endsWith(" .shtml");
  }

  private static boolean isHarmless(Directive section, String said) {
    String name = said.equals("~") && section.arguments().size() > 1 ? section.argument(1) : said;
    return HIDDEN.contains(name)
        || section.children().stream().allMatch(line -> HARMLESS.contains(line.key()));
  }
}
