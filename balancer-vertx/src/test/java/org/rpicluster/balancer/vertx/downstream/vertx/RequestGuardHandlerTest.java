package org.rpicluster.balancer.vertx.downstream.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.Http1ServerConfig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardHandlerTest {

  private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Content-Length: 9\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n9\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX"
      })
  void pooledBytes_areFree_whoeverKeepsTheBody(String framedBody) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new StrictRequestDecoder(new Http1ServerConfig()), new RequestGuardHandler());
    ByteBuf read = PooledByteBufAllocator.DEFAULT.directBuffer();
    read.writeCharSequence(HEAD + framedBody, StandardCharsets.ISO_8859_1);
    channel.writeInbound(read);
    StringBuilder body = new StringBuilder();
    for (Object kept = channel.readInbound(); kept != null; kept = channel.readInbound()) {
      if (kept instanceof HttpContent content) {
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
      }
      if (kept instanceof LastHttpContent last && framedBody.contains("A:")) {
        assertThat(last.trailingHeaders().get("A")).isEqualTo("b");
      }
    }
    channel.finish();
    assertThat(body).hasToString("hello");
    assertThat(read.refCnt()).isZero();
  }
}
