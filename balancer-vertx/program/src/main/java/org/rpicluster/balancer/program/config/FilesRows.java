package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.program.config.FilesSettings.FilesPolicy;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueType;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link FilesSettings}: the files of a folder. Immutable. */
public final class FilesRows {

  private static final String NONE = "none";
  private static final String USUAL = "the usual ones";
  private static final String EXTENSIONS = "map of extensions and ";

  /** The folder itself. */
  public static final Part FOLDER =
      new Part("folder", "folder, or one file", Part.REQUIRED, "the files in it");

  /** Pages of folders. */
  public static final Part INDEX =
      new Part("index", "name, or a list", "`index.html`", "a folder's page: the first that is");

  /** Where {@code .htaccess} counts. */
  public static final Part OVERRIDES =
      new Part(
          "overrides",
          "folder, or a list",
          NONE,
          "in and below these, a folder that holds `.htaccess` is refused (403)");

  /** Names of character sets. */
  static final ValueType<String> CHARSETS =
      ValueTypes.text("none, or a name such as utf-8").called("name").or("none", "");

  private static final Setting<FilesSettings, String> AT =
      new Setting<>(
          "at",
          ValueTypes.text("a path that begins with /").called("path"),
          "the route's `path`",
          FilesSettings::at,
          FilesSettings::at,
          "the path that the folder is at");

  private static final Setting<FilesSettings, String> CHARSET =
      new Setting<>(
          "charset",
          CHARSETS,
          FilesSettings.CHARSET_DEFAULT,
          FilesSettings::charset,
          FilesSettings::charset,
          "what text is said to be in");

  private static final Setting<FilesSettings, FilesPolicy> POLICY =
      new Setting<>(
          "policy",
          ValueTypes.words(FilesPolicy.class),
          "balancer",
          FilesSettings::policy,
          FilesSettings::policy,
          "`apache` serves as Apache does");

  private static final Setting<FilesSettings, Boolean> LINKS =
      new Setting<>(
          "links",
          ValueTypes.flag(),
          "true",
          FilesSettings::links,
          FilesSettings::links,
          "links are followed, as far as they stay within the folder");

  private static final Setting<FilesSettings, String> TYPE =
      new Setting<>(
          "type",
          ValueTypes.text(FileTypes.TYPE).called("media type"),
          "by its name",
          FilesSettings::forcedType,
          FilesSettings::forcedType,
          "what every file is");

  /** Types by extensions. */
  public static final Part TYPES =
      new Part("types", EXTENSIONS + "media types", USUAL, "what files with such a name are");

  /** Character sets by extensions. */
  public static final Part CHARSETS_OF =
      new Part("charsets", EXTENSIONS + "character sets", NONE, "what they are in");

  /** Codings by extensions. */
  public static final Part ENCODINGS =
      new Part("encodings", EXTENSIONS + "codings", NONE, "how they are packed");

  /** Those that are single values. */
  public static final List<Setting<FilesSettings, ?>> ALL =
      List.of(AT, CHARSET, POLICY, LINKS, TYPE);

  /** All of them. */
  public static final List<TableRow> KEYS =
      TableRow.all(List.of(FOLDER, INDEX, OVERRIDES), ALL, List.of(TYPES, CHARSETS_OF, ENCODINGS));

  private FilesRows() {}
}
