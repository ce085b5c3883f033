package org.rpicluster.balancer.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/**
 * The claims of this library about its exact strategies, checked against one run: in Markdown, a
 * line for each claim with the figures that decide. Immutable.
 */
final class Claims {

  private static final List<String> EXACT = List.of("byrequests", "bybusyness", "bytraffic");
  private static final List<Integer> SIZES = List.of(4, 64, 1_024, 10_000);

  /** What is the same for all figures of a line. */
  private record Field(String benchmark, Weights weights, int threads) {

    static Field of(Measurement m) {
      return new Field(m.point().benchmark(), m.point().weights(), m.point().threads());
    }

    @Override
    public String toString() {
      String what = benchmark.equals(Plan.PICK) ? "the choice alone" : "a request";
      return what
          + ", "
          + Heat.words(weights)
          + ", "
          + threads
          + " thread"
          + (threads > 1 ? "s" : "");
    }
  }

  private final List<Measurement> measurements;

  /** Of figures of the pick benchmark and others, which are left out. */
  Claims(List<Measurement> measurements) {
    this.measurements =
        measurements.stream()
            .filter(m -> List.of(Plan.PICK, Plan.REQUEST).contains(m.point().benchmark()))
            .toList();
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| claim | where | 4 | 64 | 1024 | 10000 | holds |");
    lines.add("|---|---|---:|---:|---:|---:|---|");
    for (String name : EXACT) {
      for (Field field : fields(name)) {
        boolean isRequest = field.benchmark().equals(Plan.REQUEST);
        if (isRequest) {
          lines.add(allocatesNothing(name, field));
        }
        if (isRequest && !name.equals("bytraffic")) {
          lines.add(hardlyGrows(name, field));
        }
        // Whether a pick alone counts differs among those that count; none in turn does.
        if ((isRequest || name.equals("byrequests")) && hasPeers(name, field)) {
          lines.add(isQuickest(name, field));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private List<Field> fields(String name) {
    return measurements.stream()
        .filter(m -> m.point().contender().equals(name))
        .map(Field::of)
        .distinct()
        .toList();
  }

  private String allocatesNothing(String name, Field field) {
    List<Optional<Measurement>> own = atSizes(name, field);
    // No object has less than 16 bytes: what is below 1 is the harness' own, once an iteration.
    return line(
        name + " allocates nothing",
        field,
        own.stream()
            .map(m -> cell(m, x -> String.format(Locale.ROOT, "%.2f B", Math.abs(x.bytes()))))
            .toList(),
        own.stream().flatMap(Optional::stream).allMatch(m -> m.bytes() < 1));
  }

  private String hardlyGrows(String name, Field field) {
    List<Optional<Measurement>> own = atSizes(name, field);
    double most = 3 * own.get(1).map(Measurement::nanos).orElse(Double.NaN);
    return line(
        name + " at 10000 costs at most 3 times what it costs at 64",
        field,
        own.stream().map(m -> cell(m, Table::nanos)).toList(),
        own.get(3).map(Measurement::nanos).orElse(Double.NaN) <= most);
  }

  private boolean hasPeers(String name, Field field) {
    return atSizes(name, field).stream()
        .flatMap(Optional::stream)
        .anyMatch(m -> quickestPeer(m).isPresent());
  }

  private String isQuickest(String name, Field field) {
    List<Optional<Measurement>> own = atSizes(name, field);
    return line(
        name + " is no slower than any peer that promises the same",
        field,
        own.stream().map(m -> cell(m, this::besideQuickest)).toList(),
        own.stream().flatMap(Optional::stream).allMatch(this::isNoSlower));
  }

  private String besideQuickest(Measurement ours) {
    String peer =
        quickestPeer(ours).map(p -> Table.nanos(p) + " " + p.point().contender()).orElse("–");
    return Table.nanos(ours) + "; " + peer;
  }

  /** Two figures whose errors overlap count as equal. */
  private boolean isNoSlower(Measurement ours) {
    return quickestPeer(ours)
        .map(peer -> low(ours) <= peer.nanos() + peer.nanos() - low(peer))
        .orElse(true);
  }

  private static double low(Measurement m) {
    return Double.isNaN(m.error()) ? m.nanos() : m.nanos() - m.error();
  }

  private Optional<Measurement> quickestPeer(Measurement ours) {
    return measurements.stream()
        .filter(m -> !Heat.isOurs(m) && Field.of(m).equals(Field.of(ours)))
        .filter(m -> m.point().members() == ours.point().members())
        .filter(m -> promisesTheSame(m.point().promise(), ours.point().promise(), ours))
        .min(Comparator.comparingDouble(Measurement::nanos));
  }

  private static boolean promisesTheSame(Promise peer, Promise own, Measurement ours) {
    return Heat.all().stream()
        .filter(heat -> heat.weights() == ours.point().weights())
        .anyMatch(heat -> heat.promises().contains(peer) && heat.promises().contains(own));
  }

  private List<Optional<Measurement>> atSizes(String name, Field field) {
    return SIZES.stream().map(size -> at(name, field, size)).toList();
  }

  private Optional<Measurement> at(String name, Field field, int members) {
    return measurements.stream()
        .filter(m -> m.point().contender().equals(name) && m.point().members() == members)
        .filter(m -> Field.of(m).equals(field))
        .findFirst();
  }

  private static String cell(Optional<Measurement> m, Function<Measurement, String> words) {
    return m.map(words).orElse("–");
  }

  private static String line(String claim, Field field, List<String> cells, boolean holds) {
    return Stream.of(
            "| " + claim,
            field.toString(),
            String.join(" | ", cells),
            (holds ? "yes" : "**no**") + " |")
        .collect(Collectors.joining(" | "));
  }
}
