package org.rpicluster.balancer.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rpicluster.balancer.benchmarks.report.Measurement.Setting;

/**
 * The report that people look at: the table and the plots, drawn from the results file alone, so
 * that they can be drawn anew. For one thread.
 */
final class Report {

  private static final String RESULTS = "jmh.json";

  private static final String CLAIMS =
      """
      No peer that picks in turn counts requests, while ours count every one: the choice alone is
      where these compare. Those that look at requests in flight count on both sides.

      """;

  private final Path directory;

  Report(Path directory) {
    this.directory = directory;
  }

  /** The file that it is drawn from. */
  ResultsFile results() {
    return new ResultsFile(directory.resolve(RESULTS));
  }

  /**
   * Draws it.
   *
   * @param machine what was measured on, in words
   * @param command what was called
   */
  void draw(String machine, String command) throws IOException {
    List<Measurement> all = List.copyOf(results().read().values());
    if (all.isEmpty()) {
      return;
    }
    Files.writeString(directory.resolve("README.md"), page(all, machine, command));
    List<Measurement> requests = of(all, Plan.REQUEST);
    for (int threads : requests.stream().mapToInt(m -> m.point().threads()).distinct().toArray()) {
      List<Measurement> drawn =
          requests.stream().filter(m -> m.point().threads() == threads).toList();
      Files.writeString(directory.resolve(plot(threads)), new Plot(drawn).svg());
    }
  }

  private static String plot(int threads) {
    return "pick-and-complete-" + threads + (threads == 1 ? "-thread.svg" : "-threads.svg");
  }

  private String page(List<Measurement> all, String machine, String command) {
    StringBuilder page = new StringBuilder(head(all.get(0).setting(), machine, command));
    page.append("## The claims\n\n").append(CLAIMS).append(new Claims(all).markdown()).append('\n');
    section(page, "A request: pick and complete", of(all, Plan.REQUEST));
    section(page, "The choice alone", of(all, Plan.PICK));
    flat(page, "With a lease: acquire and complete", of(all, Plan.LEASE));
    flat(page, "Churn: replace 500 of 5000 members, and one request", of(all, Plan.CHURN));
    return page.toString();
  }

  private static String head(Setting setting, String machine, String command) {
    return String.format(
        Locale.ROOT,
        """
    # What a pick costs

    Measured on: %s; %s %s.
    Each figure: %d fork(s), %d iterations of %s after %d of %s to warm up.
    Last written by `%s`; the figures themselves are in `%s`.

    A cell is nanoseconds per operation as each thread sees it, ± half of the 99.9 %% confidence
    interval, and bytes allocated per operation. Ours are **bold**; `null` does nothing and is what
    measuring costs. Two figures whose errors overlap are equal.

    ![Cost of a request over members, 1 thread](pick-and-complete-1-thread.svg)
    ![Cost of a request over members, 2 threads](pick-and-complete-2-threads.svg)

    """,
        machine,
        setting.vm(),
        setting.jdk(),
        setting.forks(),
        setting.measured().count(),
        setting.measured().time(),
        setting.warmUp().count(),
        setting.warmUp().time(),
        command,
        RESULTS);
  }

  private static void section(StringBuilder page, String title, List<Measurement> figures) {
    page.append("## ").append(title).append("\n\n");
    for (Heat heat : Heat.all()) {
      List<Measurement> runners = heat.of(figures);
      if (!runners.isEmpty()) {
        page.append("### ").append(heat).append("\n\n");
        page.append(new Table(runners).markdown()).append('\n');
      }
    }
  }

  private static void flat(StringBuilder page, String title, List<Measurement> figures) {
    page.append("## ").append(title).append("\n\n");
    figures.stream()
        .map(m -> m.point().weights())
        .distinct()
        .sorted()
        .forEach(
            weights -> {
              Stream<Measurement> same =
                  figures.stream().filter(m -> m.point().weights() == weights);
              page.append(Heat.words(weights)).append(":\n\n");
              page.append(new Table(same.toList()).markdown()).append('\n');
            });
  }

  private static List<Measurement> of(List<Measurement> all, String benchmark) {
    return all.stream().filter(m -> m.point().benchmark().equals(benchmark)).toList();
  }
}
