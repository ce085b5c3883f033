package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.FilesSettings.FilesPolicy;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The lines about how a server's files are served: {@code DirectoryIndex}, {@code AllowOverride},
 * and the types that they are said to have. A virtual host's lines take the place of the main
 * server's. For one server; immutable once made. Apache's {@code mod_dir} and {@code core}.
 */
final class FileLines {

  /** Says that folders have no page; no file is called so. */
  private static final String NONE = "disabled";

  private final List<String> index = new ArrayList<>();
  private final List<Path> overrides = new ArrayList<>();
  private final TypeLines types;
  private final LinkLines links;

  FileLines(Server main, Server server, Fates fates) {
    links = new LinkLines(main, server);
    boolean isOwn = !server.all("directoryindex").isEmpty();
    List<Directive> lines = (isOwn ? server : main).all("directoryindex");
    lines.forEach(line -> index(line, fates));
    if (index.isEmpty()) {
      index.add(lines.isEmpty() ? FilesSettings.INDEX_DEFAULT : NONE);
    }
    types = new TypeLines(main, server, fates);
    overrides(main, fates);
    if (!server.isMain()) {
      overrides(server, fates);
    }
  }

  private void index(Directive line, Fates fates) {
    if (line.arguments().equals(List.of(NONE))) {
      index.clear();
    }
    for (String name : line.arguments()) {
      try {
        index.add(FilesSettings.requireName(name));
      } catch (IllegalArgumentException e) {
        fates.needsYou(line, "a folder's page is a file in it: " + name + " is left out");
      }
    }
  }

  private void overrides(Server server, Fates fates) {
    for (Directive section : server.all("<directory")) {
      Optional<Directive> line = section.children().stream().filter(FileLines::reads).findFirst();
      if (line.isPresent() && section.argument(0).startsWith("/")) {
        overrides.add(folder(section));
        fates.warning(
            line.get(),
            "what .htaccess says is not read: a folder in "
                + section.argument(0)
                + " that has one is refused (403)");
      }
    }
  }

  /** One that the system cannot name has no files either. */
  private static Path folder(Directive section) {
    try {
      return NamesInLocale.path(section.shown(), section.argument(0));
    } catch (IllegalArgumentException e) {
      return Path.of("/");
    }
  }

  /** Whether a line has {@code .htaccess} read. */
  private static boolean reads(Directive line) {
    return line.is("allowoverride") && !line.argument(0).equalsIgnoreCase("none")
        || line.is("allowoverridelist") && !line.argument(0).equalsIgnoreCase("none");
  }

  /**
   * Those of a folder at a path.
   *
   * @param asked the folder or file in it that is asked for
   */
  FilesSettings settings(Path folder, String path, String asked) {
    FilesSettings files =
        FilesSettings.of(folder)
            .policy(FilesPolicy.APACHE)
            .at(UrlPath.written(path))
            .index(index)
            .overrides(overrides)
            .links(links.areFollowed(folder.toString()));
    return types.on(files, asked);
  }

  /** The folders below one whose files are said to be something else. */
  List<String> below(String folder) {
    return types.below(folder);
  }

  /** The section of such a folder. */
  Optional<Directive> section(String folder) {
    return types.section(folder);
  }

  /** What text is said to be in, in what is part of no folder; empty for nothing. */
  String charset() {
    return types.charset();
  }
}
