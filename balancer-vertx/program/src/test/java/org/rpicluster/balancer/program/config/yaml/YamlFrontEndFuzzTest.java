package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.Source;

class YamlFrontEndFuzzTest {

  @FuzzTest(maxDuration = "90s")
  void anyText_isAConfiguration_orHasErrorsAtPlacesInIt(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      assertThat(new YamlFrontEnd().read(new Source("f.yaml", text)).clusters()).isNotNull();
    } catch (ConfigurationException e) {
      assertThat(e.problems()).isNotEmpty();
      List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
      e.problems().forEach(problem -> check(problem, lines));
    }
  }

  private static void check(Problem problem, List<String> lines) {
    assertThat(problem.place().line()).as(problem.toString()).isBetween(1, lines.size() + 1);
    boolean behind = problem.place().line() > lines.size();
    int length = behind ? 0 : lines.get(problem.place().line() - 1).length();
    assertThat(problem.place().column()).as(problem.toString()).isBetween(1, length + 1);
    assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}");
  }
}
