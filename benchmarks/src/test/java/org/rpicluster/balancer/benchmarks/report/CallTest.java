package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {

  @Test
  void everyOption_isRead() {
    Call call = Call.of(List.of("short", "--only", "vertx", "--into", "somewhere"));

    assertThat(call.effort()).isEqualTo(Effort.SHORT);
    assertThat(call.into()).contains(Path.of("somewhere"));
    assertThat(call).hasToString("benchmarks/run.sh short --only 'vertx'");
  }

  @Test
  void unknownEffort_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.of(List.of("huge")))
        .withMessageStartingWith("effort: huge (expected: smoke|short|publication");
  }

  @Test
  void unknownOption_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.of(List.of("short", "--fast", "yes")))
        .withMessageStartingWith("option: --fast (expected: ");
  }

  @Test
  void nothing_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Call.of(List.of()));
  }
}
