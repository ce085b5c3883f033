package org.rpicluster.balancer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

  @Test
  void default_isOneFailureForAMinute() {
    assertThat(FailurePolicy.DEFAULT.failures()).isEqualTo(1);
    assertThat(FailurePolicy.DEFAULT.retry()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void values_outOfRange_areRefused_byName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FailurePolicy(0, Duration.ZERO, Set.of(), true))
        .withMessage("failures: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FailurePolicy(1, Duration.ofSeconds(-1), Set.of(), true))
        .withMessage("retry: PT-1S (expected: 0 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FailurePolicy(1, Duration.ZERO, Set.of(99), true))
        .withMessage("statuses: 99 (expected: 100 to 599)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FailurePolicy(1, Duration.ZERO, Set.of(600), true))
        .withMessage("statuses: 600 (expected: 100 to 599)");
  }
}
