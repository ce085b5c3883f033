package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.program.config.RewriteMapSettings.Pick;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link RewriteMapSettings}. Immutable. */
public final class RewriteMapRows {

  /** Where its texts are. */
  public static final Part FILE = new Part("file", "file", Part.REQUIRED, "where its texts are");

  private static final Setting<RewriteMapSettings, Pick> PICK =
      new Setting<>(
          "pick",
          ValueTypes.words(Pick.class),
          "whole",
          RewriteMapSettings::pick,
          RewriteMapSettings::pick,
          "which of several texts");

  /** Those that are single values. */
  public static final List<Setting<RewriteMapSettings, ?>> ALL = List.of(PICK);

  /** All of them. */
  public static final List<TableRow> KEYS = TableRow.all(List.of(FILE), ALL);

  private RewriteMapRows() {}
}
