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
 * How a server's files are served: {@code DirectoryIndex}, {@code AddDefaultCharset}, {@code
 * AllowOverride}. A virtual host's lines take the place of the main server's. For one server;
 * immutable once made. Apache's {@code mod_dir} and {@code core}.
 */
final class FileLines {

  private static final String ON = "iso-8859-1";

  /** Says that folders have no page; no file is called so. */
  private static final String NONE = "disabled";

  private final List<String> index = new ArrayList<>();
  private final List<Path> overrides = new ArrayList<>();
  private final String charset;
  private final LinkLines links;

  FileLines(Server main, Server server, Fates fates) {
    links = new LinkLines(main, server);
    boolean isOwn = !server.all("directoryindex").isEmpty();
    List<Directive> lines = (isOwn ? server : main).all("directoryindex");
    lines.forEach(line -> index(line, fates));
    if (index.isEmpty()) {
      index.add(lines.isEmpty() ? FilesSettings.INDEX_DEFAULT : NONE);
    }
    charset =
        server
            .last("adddefaultcharset")
            .or(() -> main.last("adddefaultcharset"))
            .map(line -> charset(line, fates))
            .orElse("");
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

  private static String charset(Directive line, Fates fates) {
    String word = line.argument(0);
    try {
      return word.equalsIgnoreCase("on")
          ? ON
          : word.equalsIgnoreCase("off") ? "" : FilesSettings.requireCharset(word);
    } catch (IllegalArgumentException e) {
      fates.wrong(line, line.shown(), word, "On, Off, or a name such as utf-8");
      return "";
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

  /** Those of a folder at a path. */
  FilesSettings settings(Path folder, String path) {
    return FilesSettings.of(folder)
        .policy(FilesPolicy.APACHE)
        .at(UrlPath.written(path))
        .charset(charset)
        .index(index)
        .overrides(overrides)
        .links(links.areFollowed(folder.toString()));
  }
}
