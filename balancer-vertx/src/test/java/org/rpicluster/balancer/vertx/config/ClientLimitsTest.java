package org.rpicluster.balancer.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ClientLimitsTest {

  private static final long HEAP_BYTES = 64L << 20;

  @Test
  void moreConnectionsThanTheHeapHolds_areNoLimitAtAll() {
    assertThat(ClientLimits.requireFitting(8192, HEAP_BYTES)).isEqualTo(8192);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientLimits.requireFitting(1_000_000, HEAP_BYTES))
        .withMessage(
            "connections: 1000000 (expected: at most 8192, each takes 8KiB of the heap,"
                + " which is 64MiB)");
  }
}
