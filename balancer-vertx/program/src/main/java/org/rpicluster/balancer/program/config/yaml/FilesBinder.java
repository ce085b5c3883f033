package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.program.config.FileTypes;
import org.rpicluster.balancer.program.config.FilesRows;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.vertx.settings.Part;

/** Binds {@code files} of a route: a folder or one file, or a map. Asks the disk; stateless. */
final class FilesBinder {

  private static final Keys KEYS = Rows.keys(FilesRows.KEYS);

  private static final String EXPECTED = "a folder, or " + KEYS.expected();

  private FilesBinder() {}

  static Optional<FilesSettings> bind(YamlValue value) {
    if (value.isText()) {
      return folder(value).map(FilesSettings::of);
    }
    return value.map(KEYS, EXPECTED).flatMap(FilesBinder::bind);
  }

  private static Optional<FilesSettings> bind(YamlMap map) {
    Optional<Path> folder = map.require("folder", "a folder").flatMap(FilesBinder::folder);
    List<String> index =
        texts(map, FilesRows.INDEX.key(), FilesSettings.INDEX_EXPECTED).stream()
            .flatMap(v -> v.text(FilesSettings.INDEX_EXPECTED, FilesSettings::requireName).stream())
            .toList();
    List<Path> overrides = new ArrayList<>();
    texts(map, FilesRows.OVERRIDES.key(), "a folder, or a list of them")
        .forEach(v -> v.file("a folder").ifPresent(overrides::add));
    return folder
        .map(FilesSettings::of)
        .map(files -> index.isEmpty() ? files : files.index(index))
        .map(files -> files.overrides(overrides))
        .map(files -> files.types(types(map)))
        .flatMap(files -> Rows.bindAll(map, "files", FilesRows.ALL, files));
  }

  private static FileTypes types(YamlMap map) {
    return new FileTypes(
        "",
        byExtension(map, FilesRows.TYPES, FileTypes::requireType),
        byExtension(map, FilesRows.CHARSETS_OF, FilesSettings::requireCharset),
        byExtension(map, FilesRows.ENCODINGS, FileTypes::requireCoding));
  }

  private static Map<String, String> byExtension(
      YamlMap map, Part row, UnaryOperator<String> check) {
    Map<String, String> found = new HashMap<>();
    map.find(row.key())
        .map(value -> value.named("files." + row.key()))
        .flatMap(value -> value.namedMap("a map of extensions, without their dots"))
        .ifPresent(
            named ->
                named
                    .entries()
                    .forEach(
                        entry -> {
                          Optional<String> name =
                              entry
                                  .keyValue()
                                  .text(FileTypes.EXTENSION, FileTypes::requireExtension);
                          Optional<String> said = entry.value().text(row.meaning(), check);
                          name.ifPresent(n -> said.ifPresent(text -> found.put(n, text)));
                        }));
    return found;
  }

  private static List<YamlValue> texts(YamlMap map, String key, String expected) {
    return map.find(key)
        .map(value -> value.named("files." + key))
        .map(value -> value.isText() ? List.of(value) : value.list(expected))
        .orElse(List.of());
  }

  private static Optional<Path> folder(YamlValue value) {
    Optional<Path> folder = value.file("a folder");
    boolean isMissing =
        folder.isPresent()
            && !Files.isDirectory(folder.get())
            && !Files.isRegularFile(folder.get());
    return isMissing ? value.wrong("a folder that is there") : folder;
  }
}
