package org.rpicluster.balancer.vertx.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoomyBuffersTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseEncoder());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @CsvSource({"1024, 1", "65536, 2"})
  void aShortBodyIsInOneBufferWithItsHead(int bodyBytes, int buffers) {
    channel.config().setAllocator(new RoomyBuffers(ByteBufAllocator.DEFAULT));
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    answer.headers().set("Content-Length", bodyBytes);
    answer.content().writeZero(bodyBytes);

    channel.writeOutbound(answer);

    assertThat(channel.outboundMessages()).hasSize(buffers);
  }

  @Test
  void nothingIsSmallerThanARead() {
    RoomyBuffers buffers = new RoomyBuffers(ByteBufAllocator.DEFAULT);
    ByteBuf small = buffers.buffer(10);
    ByteBuf bounded = buffers.buffer(10, 20);
    ByteBuf large = buffers.buffer(5000);

    assertThat(small.capacity()).isEqualTo(FairReads.PIECE_MIN);
    assertThat(bounded.capacity()).isEqualTo(20);
    assertThat(large.capacity()).isEqualTo(5000);
    small.release();
    bounded.release();
    large.release();
  }
}
