package org.rpicluster.balancer.vertx.downstream.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class StrictRequestDecoderFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void theSameIsRead_inPacketsOfAnySize(byte[] bytes) {
    String whole = Decoding.text(bytes, Math.max(1, bytes.length));
    for (int packet : new int[] {1, 2, 7}) {
      assertThat(Decoding.text(bytes, packet)).isEqualTo(whole);
    }
  }
}
