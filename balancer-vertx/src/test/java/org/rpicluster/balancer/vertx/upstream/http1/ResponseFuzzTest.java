package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;

class ResponseFuzzTest {

  @FuzzTest(maxDuration = "50s")
  void whateverAMemberAnswers_aGoodHeadCanBeSentOn(byte[] bytes) {
    for (boolean toHead : new boolean[] {false, true}) {
      ResponseDecoder decoder = new ResponseDecoder();
      decoder.expectAnswer(toHead);
      EmbeddedChannel channel = new EmbeddedChannel(decoder);
      channel.writeInbound(Unpooled.copiedBuffer(bytes));
      channel.finish();
      for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
        if (read instanceof HttpResponse upstreamResponse) {
          check(upstreamResponse);
        }
        ReferenceCountUtil.release(read);
      }
    }
  }

  private static void check(HttpResponse upstreamResponse) {
    assertThat(ResponseHead.keepAliveNanos(upstreamResponse)).isNotNegative();
    if (!ResponseHead.faultOf(upstreamResponse, false).isEmpty()) {
      return;
    }
    HttpHeaders fields = upstreamResponse.headers();
    assertThat(upstreamResponse.status().code()).isBetween(100, 999).isNotEqualTo(101);
    assertThat(upstreamResponse.status().reasonPhrase()).doesNotContain("\r", "\n", "\0");
    assertThat(fields.getAll("Content-Length").size() + fields.getAll("Transfer-Encoding").size())
        .isLessThan(2);
    assertThat(fields)
        .allSatisfy(
            field -> {
              assertThat(field.getKey()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]*");
              assertThat(field.getValue()).doesNotContain("\r", "\n", "\0");
            });
  }
}
