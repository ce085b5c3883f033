package org.rpicluster.balancer.program.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.slf4j.LoggerFactory;

/** What a reload says of that which takes effect only at a start. */
class ProgramReloadTest {

  @TempDir Path directory;

  @Test
  void whatNeedsAStart_isSaid_andNoMoreOnceItIsAsItWasThen() {
    Logger logger = (Logger) LoggerFactory.getLogger("org.rpicluster.balancer.program");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Program program = Program.start(Platform.forProxy(), configuration("a"));
    logger.addAppender(lines);
    try {
      program.change(configuration("b"));
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .contains("stateFile: takes effect when the program is started again");

      lines.list.clear();
      program.change(configuration("a"));
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(line -> line.contains("started again"));
    } finally {
      logger.detachAppender(lines);
      program.close();
    }
  }

  private Configuration configuration(String state) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        listen: 127.0.0.1:0
        stateFile: %s
        clusters: {c: {members: [http://127.0.0.1:1]}}
        routes: [{path: /, cluster: c}]
        """,
            directory.resolve(state));
    return new YamlFrontEnd().read(new Source("test.yaml", yaml));
  }
}
