package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link ErrorPageSettings}: the page for a status. Immutable. */
public final class ErrorPageRows {

  /** A file. */
  public static final Part FILE = new Part("file", "file", "none", "the page is what is in it");

  private static final Setting<ErrorPageSettings, String> CHARSET =
      new Setting<>(
          "charset",
          FilesRows.CHARSETS,
          FilesSettings.CHARSET_DEFAULT,
          ErrorPageSettings::charset,
          ErrorPageSettings::charset,
          "what a file with text is said to be in");

  private static final Setting<ErrorPageSettings, String> BODY =
      new Setting<>(
          "body",
          ValueTypes.written().called("text, at most 64 KiB"),
          "empty",
          ErrorPageSettings::body,
          ErrorPageSettings::body,
          "the page itself");

  private static final Setting<ErrorPageSettings, String> TYPE =
      new Setting<>(
          "type",
          ValueTypes.text("a media type").called("media type"),
          "text/plain",
          ErrorPageSettings::type,
          ErrorPageSettings::type,
          "of `body`");

  private static final Setting<ErrorPageSettings, String> REDIRECT =
      new Setting<>(
          "redirect",
          ValueTypes.text("a path or a URL").called("path or URL"),
          "empty",
          ErrorPageSettings::redirect,
          ErrorPageSettings::redirect,
          "clients are sent there (302)");

  /** Those that are single values. */
  public static final List<Setting<ErrorPageSettings, ?>> ALL =
      List.of(CHARSET, BODY, TYPE, REDIRECT);

  /** All of them. */
  public static final List<TableRow> KEYS = TableRow.all(List.of(FILE), ALL);

  private ErrorPageRows() {}
}
