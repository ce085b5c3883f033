package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.vertx.http.codec.KnownDifferences.Role;

/** With every sample as a seed, in both roles. */
class CodecFuzzTest {

  static Stream<byte[]> samples() throws IOException {
    return Samples.all();
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "60s")
  void whereNettySaysOtherwise_theKindIsListed(byte[] bytes) {
    for (Role role : Role.values()) {
      String kind = Difference.in(role, bytes);
      assertThat(kind.isEmpty() || KnownDifferences.isListed(role, kind)).as(kind).isTrue();
    }
  }
}
