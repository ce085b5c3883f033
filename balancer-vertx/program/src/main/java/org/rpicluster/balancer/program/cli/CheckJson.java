package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.report.Report;

/** The JSON of {@code check --json}: errors, warnings, and the fate of each line. Stateless. */
final class CheckJson {

  private CheckJson() {}

  /** One JSON object; the lines of the file itself come last, those of what it includes before. */
  static JsonObject of(Path file, List<Problem> errors, Optional<Report> report) {
    JsonArray fates = new JsonArray();
    report.stream()
        .flatMap(r -> r.fates().stream())
        .sorted(
            Comparator.comparing((LineFate fate) -> fate.place().file().equals(file.toString())))
        .forEach(fate -> fates.add(fate(fate)));
    List<Problem> warnings = report.map(Report::warnings).orElse(List.of());
    return new JsonObject()
        .put("errors", problems(errors))
        .put("warnings", problems(warnings))
        .put("notes", new JsonArray(report.map(Report::notes).orElse(List.of())))
        .put("fates", fates);
  }

  private static JsonArray problems(List<Problem> problems) {
    JsonArray array = new JsonArray();
    for (Problem problem : problems) {
      array.add(
          new JsonObject()
              .put("file", problem.place().file())
              .put("line", problem.place().line())
              .put("column", problem.place().column())
              .put("message", problem.message()));
    }
    return array;
  }

  private static JsonObject fate(LineFate fate) {
    return new JsonObject()
        .put("file", fate.place().file())
        .put("line", fate.place().line())
        .put("directive", fate.directive())
        .put("fate", fate.fate().key())
        .put("why", fate.why());
  }
}
