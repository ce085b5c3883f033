package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.benchmarks.contender.Promise;

class ResultsFileTest {

  @TempDir Path directory;

  @Test
  void figures_writtenAndRead_areTheSame() throws IOException {
    List<Measurement> figures =
        List.of(
            Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 4, 5.25),
            Figures.request("vertx/round-robin", Promise.ROUND_ROBIN, 10_000, 1_234.5678));
    ResultsFile file = new ResultsFile(directory.resolve("new").resolve("jmh.json"));

    file.write(figures);

    assertThat(file.read().values()).containsExactlyElementsOf(figures);
  }

  @Test
  void figureOfASingleIteration_hasAnErrorThatIsNoNumber() throws IOException {
    Measurement good = Figures.request("null", Promise.FRAME, 4, 1);
    Measurement single =
        new Measurement(good.point(), good.setting(), 1, Double.NaN, 0, List.of(1.0));
    ResultsFile file = new ResultsFile(directory.resolve("jmh.json"));

    file.write(List.of(single));

    assertThat(Files.readString(directory.resolve("jmh.json"))).contains("\"scoreError\": \"NaN\"");
    assertThat(file.read().values()).containsExactly(single);
  }

  @Test
  void fileThatIsNotThere_hasNoFigures() throws IOException {
    assertThat(new ResultsFile(directory.resolve("jmh.json")).read()).isEmpty();
  }
}
