package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManyFieldsTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new ResponseDecoder());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void came(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private boolean isGood() {
    HttpObject message = channel.readInbound();
    ReferenceCountUtil.release(message);
    return message.decoderResult().isSuccess();
  }

  @Test
  void headOfManyFields_isRead() {
    came("HTTP/1.1 204 No Content\r\n" + "a:\r\n".repeat(ResponseDecoder.FIELDS_MAX) + "\r\n");

    assertThat(isGood()).isTrue();
  }

  @Test
  void headThatNeverEnds_isWrong_beforeItIsLarge() {
    came("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i <= ResponseDecoder.FIELDS_MAX; i++) {
      assertThat(channel.inboundMessages()).isEmpty();
      came("a:\r\nb");
      came(":");
      i++;
      came("\r\n");
    }

    assertThat(isGood()).isFalse();
  }

  @Test
  void eachAnswerOfAConnection_mayHaveAsMany() {
    String fields = "a:\r\n".repeat(ResponseDecoder.FIELDS_MAX - 1);
    for (int i = 0; i < 3; i++) {
      came("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields + "\r\n");
      assertThat(isGood()).isTrue();
      assertThat(isGood()).isTrue();
    }
  }
}
