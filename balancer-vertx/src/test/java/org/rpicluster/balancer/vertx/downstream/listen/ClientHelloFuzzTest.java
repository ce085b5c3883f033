package org.rpicluster.balancer.vertx.downstream.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.Optional;

class ClientHelloFuzzTest {

  @FuzzTest(maxDuration = "40s")
  void aName_isTheSame_inPiecesAsAtOnce(byte[] bytes) {
    Optional<String> whole = new ClientHello().read(Unpooled.wrappedBuffer(bytes));

    ClientHello pieces = new ClientHello();
    Optional<String> name = Optional.empty();
    for (int at = 0; at < bytes.length && name.isEmpty(); at++) {
      name = pieces.read(Unpooled.wrappedBuffer(bytes, at, 1));
    }
    assertThat(name).isEqualTo(whole);
    whole.ifPresent(
        text -> assertThat(text).hasSizeLessThanOrEqualTo(bytes.length).doesNotMatch(".*[A-Z].*"));
  }
}
