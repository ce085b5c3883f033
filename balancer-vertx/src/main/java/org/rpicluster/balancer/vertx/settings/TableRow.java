package org.rpicluster.balancer.vertx.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of the table of settings, as the documents have it: a {@link Setting}, which is a single
 * value that the table itself reads and writes, or a {@link Part}, which a front end reads.
 * Immutable; any thread.
 */
public interface TableRow {

  /** The name that users write. */
  String key();

  /** What the documents say that it is: {@code 1 to 65535}, {@code a list}. */
  String type();

  /** What the documents say that it is unless it is given. */
  String shownDefault();

  /** What it does, in a few words. */
  String meaning();

  /** The name as the label of a field: {@code maxInFlight} is {@code Max in flight}. */
  default String label() {
    StringBuilder label = new StringBuilder(key().length() + 4);
    for (char c : key().toCharArray()) {
      boolean isWord = Character.isUpperCase(c);
      label.append(isWord ? " " : "").append(Character.toLowerCase(c));
    }
    label.setCharAt(0, Character.toUpperCase(label.charAt(0)));
    return label.toString();
  }

  /** What it does, where no marks of a document are read. */
  default String hint() {
    return meaning().replace("`", "");
  }

  /** The names of these rows, in their order. */
  static List<String> keys(List<? extends TableRow> rows) {
    return rows.stream().<String>map(TableRow::key).toList();
  }

  /** These tables as one, in their order. */
  @SafeVarargs
  static List<TableRow> all(List<? extends TableRow>... tables) {
    List<TableRow> all = new ArrayList<>();
    for (List<? extends TableRow> table : tables) {
      all.addAll(table);
    }
    return List.copyOf(all);
  }
}
