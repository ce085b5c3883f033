package org.rpicluster.balancer.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One heat in Markdown: a row for each contender, the quickest first, a column for each number of
 * members and of threads. Immutable.
 */
final class Table {

  private record Column(int members, int threads) implements Comparable<Column> {

    static Column of(Measurement measurement) {
      return new Column(measurement.point().members(), measurement.point().threads());
    }

    @Override
    public int compareTo(Column other) {
      return Comparator.comparingInt(Column::threads)
          .thenComparingInt(Column::members)
          .compare(this, other);
    }

    String heading() {
      String who = threads == 1 ? "1 thread" : threads + " threads";
      return members == 0 ? who : String.format(Locale.ROOT, "%d · %s", members, who);
    }
  }

  private final Map<String, Map<Column, Measurement>> rows = new LinkedHashMap<>();
  private final TreeSet<Column> columns = new TreeSet<>();

  Table(List<Measurement> measurements) {
    for (Measurement m : measurements) {
      Column column = Column.of(m);
      columns.add(column);
      rows.computeIfAbsent(m.point().contender(), name -> new LinkedHashMap<>()).put(column, m);
    }
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(row("members · threads", columns.stream().map(Column::heading).toList()));
    lines.add(row("---", columns.stream().map(column -> "---:").toList()));
    rows.entrySet().stream()
        .sorted(Comparator.comparingDouble(row -> cost(row.getValue())))
        .forEach(row -> lines.add(row(name(row.getValue()), cells(row.getValue()))));
    return String.join("\n", lines) + "\n";
  }

  /** The frame first; the others by what they cost where it is hardest. */
  private double cost(Map<Column, Measurement> row) {
    Measurement hardest = row.values().iterator().next();
    for (Column column : columns) {
      hardest = row.getOrDefault(column, hardest);
    }
    return Heat.isFrame(hardest) ? 0 : hardest.nanos();
  }

  private static String name(Map<Column, Measurement> row) {
    Measurement any = row.values().iterator().next();
    String name = any.point().contender();
    return Heat.isOurs(any) ? "**" + name + "**" : name;
  }

  private List<String> cells(Map<Column, Measurement> row) {
    return columns.stream().map(c -> row.containsKey(c) ? cell(row.get(c)) : "–").toList();
  }

  private static String cell(Measurement m) {
    String bytes = String.format(Locale.ROOT, "%.0f B", Math.abs(m.bytes()));
    return nanos(m) + ", " + bytes;
  }

  /** {@code 12.3 ± 0.4}, with as many digits as mean something. */
  static String nanos(Measurement m) {
    String format = m.nanos() < 100 ? "%.1f" : "%.0f";
    String score = String.format(Locale.ROOT, format, m.nanos());
    return Double.isNaN(m.error())
        ? score
        : score + " ± " + String.format(Locale.ROOT, format, m.error());
  }

  private static String row(String first, List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| " + first + " | ", " |"));
  }
}
