package org.rpicluster.balancer.vertx.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ClientLimitsTest {

  private static final int EACH = 12 * 1024;
  private static final long SHARE_BYTES = 64L << 20;

  @Test
  void moreConnectionsThanTheHeapHolds_areNoLimitAtAll() {
    assertThat(ClientLimits.requireFitting(5461, EACH, SHARE_BYTES)).isEqualTo(5461);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientLimits.requireFitting(5462, EACH, SHARE_BYTES))
        .withMessage(
            "connections: 5462 (expected: at most 5461, each takes 12KiB, and of the heap 64MiB are"
                + " for connections)");
  }
}
