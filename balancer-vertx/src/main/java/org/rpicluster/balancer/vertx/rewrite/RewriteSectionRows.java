package org.rpicluster.balancer.vertx.rewrite;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link RewriteSection}. Immutable. */
public final class RewriteSectionRows {

  private static final String NONE = "none";

  /** What paths begin with. */
  public static final Part PATH = new Part("path", "path", Part.REQUIRED, "what paths begin with");

  /** What names have in its place. */
  public static final Part NAME =
      new Part("name", "text", Part.REQUIRED, "what rules see in its place");

  /** What else it has. */
  public static final List<Setting<RewriteSection, ?>> ALL =
      List.of(
          new Setting<>(
              "folder",
              ValueTypes.text("a folder, which ends in /").called("folder").or(NONE, ""),
              NONE,
              RewriteSection::folder,
              RewriteSection::folder,
              "what patterns do not see, and what is put before what has no slash"),
          new Setting<>(
              "base",
              ValueTypes.text("a path that begins with /").called("path").or(NONE, ""),
              NONE,
              RewriteSection::base,
              RewriteSection::base,
              "the path of that folder"));

  /** Every key. */
  public static final List<TableRow> KEYS = TableRow.all(List.of(PATH, NAME), ALL);

  private RewriteSectionRows() {}
}
