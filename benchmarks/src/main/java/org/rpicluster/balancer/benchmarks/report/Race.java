package org.rpicluster.balancer.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.rpicluster.balancer.benchmarks.contender.Contenders;
import org.rpicluster.balancer.benchmarks.report.Measurement.Point;
import org.rpicluster.balancer.time.Ticker;

/**
 * The program: measures everyone on the class path, and writes results, table and plots. All is
 * written after each round, so that a run may be broken off, and one with {@code --only} adds to or
 * replaces what is in the directory.
 */
public final class Race {

  private static final Path LOGS = Path.of("benchmarks", "target", "race");

  private final Call call;
  private final Report report;
  private int failed;

  private Race(Call call, Path directory) {
    this.call = call;
    report = new Report(directory);
  }

  /**
   * Runs; see {@code benchmarks/README.md}. Exit status 1 if a round failed, 2 if the command line
   * was wrong.
   */
  public static void main(String[] args) throws IOException {
    Call call;
    try {
      call = Call.of(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path directory = call.into().orElseGet(Race::today);
    Race race = new Race(call, directory);
    race.run(Plan.of(call.effort(), Contenders.all()).only(call.only()));
    System.out.println("Written to " + directory);
    if (race.failed > 0) {
      System.err.println(race.failed + " rounds failed, see " + LOGS);
      System.exit(1);
    }
  }

  private static Path today() {
    String date = Ticker.system().now().atZone(ZoneOffset.UTC).toLocalDate().toString();
    return Path.of("benchmarks", "results", date + "-" + Machine.here().slug());
  }

  private void run(Plan plan) throws IOException {
    Files.createDirectories(LOGS);
    System.out.printf(
        Locale.ROOT,
        "%d rounds, %d figures, about %.0f minutes%n",
        plan.rounds().size(),
        plan.points(),
        plan.points() * call.effort().secondsPerPoint() / 60);
    Map<Point, Measurement> found = report.results().read();
    for (int i = 0; i < plan.rounds().size(); i++) {
      Round round = plan.rounds().get(i);
      List<Measurement> figures = measured(round, LOGS.resolve(i + ".log"));
      keep(figures, found);
      report.results().write(found.values());
      report.draw(Machine.here().toString(), call.toString());
      System.out.printf(Locale.ROOT, "%d/%d %s:", i + 1, plan.rounds().size(), round.title());
      figures.forEach(m -> System.out.printf(Locale.ROOT, "  %s", Table.nanos(m)));
      System.out.println();
    }
  }

  /** One file holds figures of one setting: of the newest. */
  private static void keep(List<Measurement> figures, Map<Point, Measurement> found) {
    for (Measurement m : figures) {
      found.values().removeIf(old -> !old.setting().equals(m.setting()));
      found.put(m.point(), m);
    }
  }

  private List<Measurement> measured(Round round, Path log) {
    try {
      Collection<RunResult> results = new Runner(round.options(call.effort(), log)).run();
      failed += results.size() < round.points() ? 1 : 0;
      return results.stream().map(r -> Measurement.of(round.contender(), r)).toList();
    } catch (RunnerException e) {
      failed++;
      return List.of();
    }
  }
}
