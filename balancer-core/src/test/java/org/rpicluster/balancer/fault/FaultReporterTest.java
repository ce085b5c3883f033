package org.rpicluster.balancer.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;

/** What the JDK's logger gets of an embedder's faults. */
class FaultReporterTest {

  private final Logger logger = Logger.getLogger("org.rpicluster.balancer");
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void faultOfEachRequest_isALineOfTheLog_andNotALineARequest() {
    Faults faults = new Faults("shop", FaultReporter.system());

    for (int i = 0; i < 10_000; i++) {
      faults.threw("the strategy x", new IllegalStateException("request " + i));
    }

    assertThat(lines)
        .containsExactly("shop: the strategy x threw java.lang.IllegalStateException: request 0");
  }

  @Test
  void howOftenAFaultRecurred_isSaidAMinuteLater_withTheLast() {
    ManualTime time = new ManualTime();
    List<String> told = new ArrayList<>();
    Faults faults =
        new Faults("shop", FaultReporter.seldom((what, cause) -> told.add(what + cause), time));

    for (int i = 0; i < 10_000; i++) {
      faults.threw("the observer", new IllegalStateException("" + i));
      faults.threw("a waiter", new IllegalStateException("" + i));
    }
    assertThat(told).hasSize(2);

    time.advance(Duration.ofMinutes(1));
    String ninth = "java.lang.IllegalStateException: 9999";
    assertThat(told)
        .hasSize(4)
        .contains(
            "again in the last minute: 9999, the last: shop: the observer threw " + ninth + ninth);
  }
}
