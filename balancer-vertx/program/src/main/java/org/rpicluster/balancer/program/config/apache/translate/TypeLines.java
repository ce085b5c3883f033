package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.FileTypes;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The types that the files of a folder are said to have: the lines of the main server, of a virtual
 * host, and of the {@code <Directory>} sections around the folder, shorter ones first, where the
 * later one wins for each extension. O(lines) for a folder. For one thread and one server. Apache's
 * {@code mod_mime}, {@code ForceType}, {@code AddDefaultCharset}.
 */
final class TypeLines {

  /** Those that are read here. */
  static final Set<String> KEYS =
      Set.of(
          "addtype",
          "addcharset",
          "addencoding",
          "removetype",
          "removecharset",
          "removeencoding",
          "forcetype",
          "adddefaultcharset");

  private static final String IDLE =
      "members say what their answers are: it is for files that are served here";

  private static final String ON = "iso-8859-1";

  private final List<Directive> everywhere = new ArrayList<>();
  private final List<Directive> folders = new ArrayList<>();
  private final Fates fates;

  TypeLines(Server main, Server server, Fates fates) {
    this.fates = fates;
    for (Server each : server.isMain() ? List.of(main) : List.of(main, server)) {
      each.directives().stream().filter(TypeLines::isOne).forEach(everywhere::add);
      each.directives().forEach(this::section);
    }
    folders.sort(Comparator.comparingInt(section -> bare(section).length()));
    everywhere.forEach(line -> fates.idle(line, IDLE));
  }

  private static boolean isOne(Directive line) {
    return KEYS.contains(line.key());
  }

  private void section(Directive section) {
    section.children().stream().filter(TypeLines::isOne).forEach(line -> fates.idle(line, IDLE));
    boolean isPlain = section.is("<directory") && !UrlPath.isPattern(section.argument(0));
    if (isPlain && section.children().stream().anyMatch(TypeLines::isOne)) {
      folders.add(section);
    }
  }

  /** The folder of a section without a slash at its end. */
  private static String bare(Directive section) {
    String path = section.argument(0);
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The folders below one that say something of their own. */
  List<String> below(String folder) {
    return folders.stream()
        .map(TypeLines::bare)
        .filter(path -> UrlPath.isWithin(folder, path) && !path.equals(folder))
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  /** The section of such a folder. */
  Optional<Directive> section(String folder) {
    return folders.stream().filter(section -> bare(section).equals(folder)).findFirst();
  }

  /** The settings of what is served from a folder, with what is said of it. */
  FilesSettings on(FilesSettings files, String folder) {
    Reading reading = new Reading();
    everywhere.forEach(reading::say);
    everywhere.forEach(reading::add);
    folders.stream()
        .filter(section -> UrlPath.isWithin(bare(section), folder))
        .flatMap(section -> section.children().stream())
        .filter(TypeLines::isOne)
        .peek(reading::say)
        .forEach(reading::add);
    return files.charset(reading.charset).types(reading.types());
  }

  /** What text is said to be in that is no file's. */
  String charset() {
    Reading reading = new Reading();
    everywhere.stream().filter(line -> line.is("adddefaultcharset")).forEach(reading::add);
    return reading.charset;
  }

  /** What has been read of one folder's lines. */
  private final class Reading {

    private String charset = "";
    private String forced = "";
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, String> charsets = new HashMap<>();
    private final Map<String, String> encodings = new HashMap<>();

    void say(Directive line) {
      fates.translated(line);
    }

    void add(Directive line) {
      try {
        read(line);
      } catch (IllegalArgumentException e) {
        fates.needsYou(line, String.valueOf(e.getMessage()));
      }
    }

    private void read(Directive line) {
      String word = line.argument(0);
      switch (line.key()) {
        case "addtype" -> put(byName, line, FileTypes.requireType(word));
        case "addcharset" -> put(charsets, line, FilesSettings.requireCharset(word));
        case "addencoding" ->
            put(encodings, line, FileTypes.requireCoding(word.toLowerCase(Locale.ROOT)));
        case "removetype" -> line.arguments().forEach(name -> byName.remove(extension(name)));
        case "removecharset" -> line.arguments().forEach(name -> charsets.remove(extension(name)));
        case "removeencoding" ->
            line.arguments().forEach(name -> encodings.remove(extension(name)));
        case "forcetype" ->
            forced = word.equalsIgnoreCase("none") ? "" : FileTypes.requireType(word);
        default -> charset(line, word);
      }
    }

    private void put(Map<String, String> map, Directive line, String value) {
      List<String> words = line.arguments();
      words.subList(1, words.size()).forEach(name -> map.put(extension(name), value));
    }

    private String extension(String written) {
      return FileTypes.requireExtension(written.startsWith(".") ? written.substring(1) : written);
    }

    private void charset(Directive line, String word) {
      try {
        charset =
            word.equalsIgnoreCase("on")
                ? ON
                : word.equalsIgnoreCase("off") ? "" : FilesSettings.requireCharset(word);
      } catch (IllegalArgumentException e) {
        fates.wrong(line, line.shown(), word, "On, Off, or a name such as utf-8");
      }
    }

    FileTypes types() {
      return new FileTypes(forced, byName, charsets, encodings);
    }
  }
}
