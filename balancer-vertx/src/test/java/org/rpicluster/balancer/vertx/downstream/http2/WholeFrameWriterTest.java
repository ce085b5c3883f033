package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpMethod;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** Answers of every length come as they were written, around each bound of a frame. */
@Timeout(60)
class WholeFrameWriterTest {

  private static final int FRAME = 16_384;
  private static final Http2Settings ANY_HEAD = new Http2Settings().setMaxHeaderListSize(1 << 20);

  @ParameterizedTest
  @ValueSource(ints = {1, 15_000, FRAME - 40, FRAME, FRAME + 40, 2 * FRAME, 60_000})
  void head_isOneFrameOrContinued(int bytes) throws Exception {
    // No coding makes it shorter, and it is in no table.
    String value = "\u00ff".repeat(bytes);
    try (TestSessions sessions =
            new TestSessions(
                inbound -> {
                  inbound.responseFields().set("x-a", value);
                  inbound.responseFields().set("x-b", "behind");
                  inbound.end(Unpooled.copiedBuffer(new byte[] {1, 2}));
                });
        Http2Client client = new Http2Client(sessions.port(), ANY_HEAD)) {
      Http2Client.Answer answer = client.send(HttpMethod.GET, "/");

      assertThat(answer.head().getHeader("x-a")).isEqualTo(value);
      assertThat(answer.head().getHeader("x-b")).isEqualTo("behind");
      assertThat(answer.body().getBytes()).containsExactly(1, 2);
      assertThat(client.send(HttpMethod.GET, "/").head().getHeader("x-b")).isEqualTo("behind");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2048, 2049, FRAME - 1, FRAME, FRAME + 1, 65_535, 65_536, 300_000})
  void body_isWhole(int bytes) throws Exception {
    byte[] body = new byte[bytes];
    new Random(bytes).nextBytes(body);
    try (TestSessions sessions =
            new TestSessions(inbound -> inbound.end(Unpooled.wrappedBuffer(body)));
        Http2Client client = new Http2Client(sessions.port())) {
      assertThat(client.send(HttpMethod.GET, "/").body().getBytes()).isEqualTo(body);
    }
  }
}
