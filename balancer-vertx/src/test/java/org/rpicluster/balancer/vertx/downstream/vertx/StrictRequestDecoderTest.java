package org.rpicluster.balancer.vertx.downstream.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.Http1ServerConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the bytes are cut into packets, the same is read. */
class StrictRequestDecoderTest {

  private static final String REQUEST = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n a ";
  private static final String CHUNKED =
      "POST /3 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n x\r\n0\r\nA: b\r\n\r\n";

  @Test
  void requests_areRead_inPacketsOfAnySize() {
    String all = REQUEST + POST + "\r\n" + CHUNKED + "\r\n\r\n" + REQUEST;
    for (int packet = 1; packet <= all.length(); packet++) {
      assertThat(read(all, packet)).containsExactly("/1", "/2", "/3", "/1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\u0000", "\r\n ", "\n\u007f", "GET  /0 HTTP/1.1\r\n"})
  void whatIsNoRequest_isTheLastThatIsRead_inPacketsOfAnySize(String bad) {
    String all = REQUEST + bad + REQUEST + REQUEST;
    for (int packet = 1; packet <= all.length(); packet++) {
      assertThat(read(all, packet)).containsExactly("/1", "invalid");
      assertThat(read(bad + REQUEST, packet)).containsExactly("invalid");
    }
  }

  private static List<String> read(String bytes, int packet) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new Http1ServerConfig()));
    for (int from = 0; from < bytes.length(); from += packet) {
      String part = bytes.substring(from, Math.min(bytes.length(), from + packet));
      channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
    }
    channel.finish();
    List<String> requests = new ArrayList<>();
    for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
      if (read instanceof HttpRequest request) {
        requests.add(request.decoderResult().isSuccess() ? request.uri() : "invalid");
      }
      ReferenceCountUtil.release(read);
    }
    return requests;
  }
}
