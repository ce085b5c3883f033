package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * The live view as lines of a terminal: a line and a table for each cluster, the selected member
 * inverse, and what came of the last key. A screen that is too low shows the part around the
 * selected one. O(members); stateless.
 */
final class TopText {

  private static final String KEYS =
      "up/down select  d drain  e enable  +/- weight  r recover  q quit";

  private TopText() {}

  /** As many lines as there are rows, none longer than there are columns. */
  static List<AttributedString> of(TopModel model, int rows, int columns) {
    List<AttributedString> lines = new ArrayList<>();
    int selected = -1;
    int member = 0;
    for (JsonObject cluster : model.clusters()) {
      lines.add(new AttributedString(head(cluster), AttributedStyle.BOLD));
      List<String> table = table(model, cluster);
      lines.add(new AttributedString("  " + table.get(0), AttributedStyle.DEFAULT.faint()));
      for (String line : table.subList(1, table.size())) {
        boolean isSelected = member++ == model.selected();
        selected = isSelected ? lines.size() : selected;
        lines.add(isSelected ? inverse("> " + line) : new AttributedString("  " + line));
      }
      lines.add(AttributedString.EMPTY);
    }
    return screen(lines, selected, model.message(), rows, columns);
  }

  private static AttributedString inverse(String text) {
    return new AttributedString(text, AttributedStyle.INVERSE);
  }

  private static List<AttributedString> screen(
      List<AttributedString> lines, int selected, String message, int rows, int columns) {
    int height = Math.max(1, rows - 2);
    int first = Math.max(0, Math.min(selected - height / 2, lines.size() - height));
    List<AttributedString> shown = new ArrayList<>();
    for (int i = first; i < Math.min(lines.size(), first + height); i++) {
      shown.add(cut(lines.get(i), columns));
    }
    while (shown.size() < height) {
      shown.add(AttributedString.EMPTY);
    }
    shown.add(cut(new AttributedString(message), columns));
    shown.add(cut(new AttributedString(KEYS, AttributedStyle.DEFAULT.faint()), columns));
    return shown;
  }

  private static AttributedString cut(AttributedString line, int columns) {
    return line.columnLength() <= columns ? line : line.columnSubSequence(0, columns);
  }

  private static String head(JsonObject cluster) {
    JsonObject totals = cluster.getJsonObject("totals");
    return cluster.getString("name")
        + "  "
        + cluster.getString("strategy")
        + "  "
        + totals.getValue("eligible")
        + " of "
        + totals.getValue("members")
        + " serve  "
        + totals.getValue("inFlight")
        + " in flight  "
        + cluster.getValue("waiting")
        + " in line  "
        + totals.getValue("failures")
        + " failures";
  }

  private static List<String> table(TopModel model, JsonObject cluster) {
    TextTable table =
        new TextTable(
            "member", "standing", "weight", "in flight", "/s", "requests", "failures", "health");
    TopModel.rows(cluster).map(row -> row(model, row)).forEach(table::add);
    return table.lines();
  }

  private static List<String> row(TopModel model, TopModel.Row row) {
    JsonObject json = row.json();
    return List.of(
        plain(row.id()),
        json.getString("standing"),
        json.getValue("weight").toString(),
        json.getValue("inFlight").toString(),
        String.format(Locale.ROOT, "%.1f", model.rate(row)),
        json.getValue("picks").toString(),
        json.getValue("failures").toString(),
        plain(json.getString("health") + ": " + json.getString("healthReason")));
  }

  /** What a member or a file says is no command to the terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
