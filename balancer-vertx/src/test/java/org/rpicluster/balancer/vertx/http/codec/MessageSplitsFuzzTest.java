package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** With every sample as a seed, in both roles. */
class MessageSplitsFuzzTest {

  static Stream<byte[]> samples() throws IOException {
    return Samples.all();
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "60s")
  void theSameIsRead_inPiecesOfAnySize(byte[] bytes) {
    String requests = Reading.requests(bytes).toString();
    String answers = Reading.answers(bytes).toString();
    for (int piece : new int[] {1, 2, 7}) {
      int[] cuts = Reading.every(bytes.length, piece);
      assertThat(Reading.requests(bytes, cuts)).hasToString(requests);
      assertThat(Reading.answers(bytes, cuts)).hasToString(answers);
    }
  }
}
