package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The {@code Alias} and {@code ScriptAlias} lines of a server and of the main server: which folder,
 * or which one file, is at a path. The first that has a path counts, and a virtual host's come
 * before those of the main server. For one server; immutable once made. Apache's {@code
 * try_alias_list}.
 */
final class Aliases {

  private static final String SLASHES =
      "only the path ends in a slash, so that names are glued together: end both in one";

  private final List<Alias> all = new ArrayList<>();
  private final Path serverRoot;
  private final Fates fates;

  /**
   * One line.
   *
   * @param line the line
   * @param path what paths begin with, by whole segments
   * @param folder what stands in its place, without a slash at its end; may be one file
   * @param isProgram whether what is there is run
   */
  record Alias(Directive line, String path, String folder, boolean isProgram) {

    /** What is at a path that it has. */
    String file(String urlPath) {
      String rest = urlPath.substring(path.length());
      boolean isGlued = path.endsWith("/") && !rest.isEmpty();
      return folder + (isGlued ? "/" : "") + rest;
    }
  }

  /**
   * Reads them.
   *
   * @param serverRoot what relative names are relative to
   */
  Aliases(Server main, Server server, Path serverRoot, Fates fates) {
    this.serverRoot = serverRoot;
    this.fates = fates;
    if (!server.isMain()) {
      server.directives().forEach(this::read);
    }
    main.directives().forEach(this::read);
  }

  private void read(Directive line) {
    boolean isProgram = line.is("scriptalias");
    if (!isProgram && !line.is("alias")) {
      return;
    }
    if (line.arguments().size() != 2 || !line.argument(0).startsWith("/")) {
      fates.wrong(line, line.shown(), line.text(), "a path that begins with /, and a folder");
      return;
    }
    String path = line.argument(0);
    String folder;
    try {
      Path named = NamesInLocale.path(line.shown(), line.argument(1));
      folder = serverRoot.resolve(named).normalize().toString();
    } catch (IllegalArgumentException e) {
      fates.error(line, String.valueOf(e.getMessage()));
      return;
    }
    if (path.endsWith("/") && path.length() > 1 && !line.argument(1).endsWith("/")) {
      fates.needsYou(line, SLASHES);
      all.add(new Alias(line, path, folder, true));
    } else {
      all.add(new Alias(line, path, folder, isProgram));
    }
  }

  /** The one that has a path. */
  Optional<Alias> over(String urlPath) {
    return all.stream().filter(alias -> UrlPath.isWithin(alias.path(), urlPath)).findFirst();
  }

  /** Those that have paths below one, in their order. */
  List<Alias> below(String urlPath) {
    return all.stream()
        .filter(alias -> UrlPath.isWithin(urlPath, alias.path()) && !alias.path().equals(urlPath))
        .filter(alias -> over(alias.path()).filter(alias::equals).isPresent())
        .toList();
  }
}
