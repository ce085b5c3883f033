package org.rpicluster.balancer.program.config.apache.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.report.Report;

class TreeReaderFuzzTest {

  private static final String FILE = "/etc/f.conf";

  @FuzzTest(maxDuration = "90s")
  void anyBytes_areATree_orHaveErrorsAtPlacesInIt(byte[] bytes) {
    String text = TextBytes.text(bytes);
    Report report = new Report();
    ReadingContext context =
        new ReadingContext(
            name -> Optional.of(name).filter("HOME"::equals),
            name -> name.startsWith("proxy"),
            new Reading.InMemory(Map.of("/etc/a.conf", text, "/etc/d/b", "Use m $a ${X}\n")),
            Path.of("/etc"),
            Path::toString);

    List<Directive> tree = new TreeReader(context, report).read(new Source(FILE, text));

    int lines = text.split("\n", -1).length;
    tree.forEach(directive -> check(directive, lines));
    report.problems().inOrder().forEach(problem -> check(problem, lines));
    report.warnings().forEach(problem -> check(problem, lines));
    report.fates().forEach(fate -> assertThat(fate.toString()).doesNotContain("\n"));
  }

  private static void check(Directive directive, int lines) {
    assertThat(directive.place().line()).isBetween(1, lines);
    assertThat(directive.name()).isNotEmpty();
    directive.children().forEach(child -> check(child, lines));
  }

  private static void check(Problem problem, int lines) {
    assertThat(problem.place().line()).as(problem.toString()).isBetween(1, lines);
    assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}");
  }
}
