package org.rpicluster.balancer.program.config;

import java.util.Arrays;
import java.util.List;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.vertx.local.RedirectRows;
import org.rpicluster.balancer.vertx.local.ResponseRows;
import org.rpicluster.balancer.vertx.routing.RewritingRows;
import org.rpicluster.balancer.vertx.settings.EnumWords;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/**
 * The table's rows of {@link RouteSettings}: the keys of a route, and which go with what it leads
 * to. What {@code redirect}, {@code respond} and {@code files} have in them is in {@link
 * RedirectRows}, {@link ResponseRows} and {@link FilesRows}. Immutable.
 */
public final class RouteRows {

  private static final List<TableRow> MATCH =
      List.of(
          new Part("path", "text", Part.REQUIRED + "; `/` with `host` or `pattern`", "a prefix"),
          new Part("pattern", "regular expression", "none", "in whose path it is found"),
          new Part("host", "name, or a list", "every host", "all below it, but not itself"),
          new Part("except", "path, or a list", "none", "prefixes below `path`"),
          new Part("listener", "name, or a list", "every listener", "at which [listeners]"));

  private static final List<TableRow> ERROR_PAGES =
      List.of(
          new Part(
              "errorPages",
              "map of a status, 400 to 599, and a page",
              "none",
              "what is sent in the place of the balancer's own sentence"));

  private static final List<TableRow> REWRITTEN =
      List.of(
          new Part("section", "map", "none", "rules of a folder or a location: what they see"),
          new Part("maps", "map of names and files", "none", "what rules may look up"),
          new Part(
              "rewritten",
              "`{files: …}` or `{respond: …}`",
              "the routes below",
              "what answers a request that a rule has given another path"));

  /** Whether the manager only shows. */
  public static final Setting<ToManager, Boolean> READ_ONLY =
      new Setting<>(
          "readOnly",
          ValueTypes.flag(),
          "false",
          ToManager::readOnly,
          ToManager::readOnly,
          "it only shows");

  /** What {@code manager} has in it. */
  public static final List<TableRow> MANAGER =
      List.of(
          new Part(
              "allow",
              "list of addresses, CIDR blocks",
              "`127.0.0.0/8`, `::1`",
              "who may see and use it; others get 403"),
          new Part("hosts", "name, or a list", "none", "names that the manager is reached by"),
          READ_ONLY,
          new Part("readers", "name, or a list", "none", "`users` that it only shows itself to"));

  /** What a route leads to, by its key, with the keys that go with it. */
  public enum RouteTarget {
    /** The members of a cluster. */
    CLUSTER("name", "where to", TableRow.all(RewritingRows.KEYS, ERROR_PAGES)),
    /** The manager. */
    MANAGER("map", "the manager", RewritingRows.ANSWERS),
    /** Another address. */
    REDIRECT("map", "another address", RewritingRows.ANSWERS),
    /** An answer that is always the same. */
    RESPOND(
        "status, or a map",
        "an answer that is always the same",
        TableRow.all(RewritingRows.ANSWERS, ERROR_PAGES)),
    /** The files of a folder. */
    FILES(
        "folder or file, or a map",
        "the files in it",
        TableRow.all(RewritingRows.ANSWERS, ERROR_PAGES)),
    /** Where rules say. */
    REWRITE(
        "list of rules",
        "rules that say where",
        TableRow.all(REWRITTEN, RewritingRows.ANSWERS, ERROR_PAGES));

    private final List<TableRow> rows;

    RouteTarget(String type, String meaning, List<TableRow> beside) {
      Part here = new Part(key(), type, Part.REQUIRED, meaning);
      rows = TableRow.all(MATCH, AccessRows.KEYS, List.of(here), beside);
    }

    /** The key that leads there. */
    public String key() {
      return EnumWords.of(this);
    }

    /** All keys that a route to there may have. */
    public List<TableRow> rows() {
      return rows;
    }
  }

  private RouteRows() {}

  /** The keys of all routes. */
  public static List<TableRow> all() {
    return Arrays.stream(RouteTarget.values())
        .flatMap(to -> to.rows().stream())
        .distinct()
        .toList();
  }
}
