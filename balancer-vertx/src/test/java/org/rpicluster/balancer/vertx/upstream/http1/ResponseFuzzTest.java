package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.MessagePart;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;

class ResponseFuzzTest {

  @FuzzTest(maxDuration = "50s")
  void whateverAMemberAnswers_aGoodHeadCanBeSentOn(byte[] bytes) {
    for (boolean toHead : new boolean[] {false, true}) {
      MessageReader answers = MessageReader.ofAnswers(AnswerReader.LIMITS);
      answers.nextAnswer(toHead, false);
      ByteBuf input = Unpooled.wrappedBuffer(bytes);
      MessagePart part = answers.read(input);
      while (part != MessagePart.INPUT_NEEDED
          && part != MessagePart.HELD
          && part != MessagePart.FAULT) {
        if (part == MessagePart.HEAD) {
          check(answers.head());
        } else if (part == MessagePart.END) {
          answers.nextAnswer(toHead, false);
        }
        part = answers.read(input);
      }
    }
  }

  private static void check(Head upstreamResponse) {
    assertThat(ResponseHead.keepAliveNanos(upstreamResponse)).isNotNegative();
    HeadFields fields = HeadFields.over(upstreamResponse);
    assertThat(upstreamResponse.line().status()).isBetween(200, 999);
    assertThat(upstreamResponse.line().reason()).doesNotContain("\r", "\n", "\0");
    assertThat(fields.getAll("Content-Length").size() + fields.getAll("Transfer-Encoding").size())
        .isLessThan(2);
    assertThat(fields)
        .allSatisfy(
            field -> {
              assertThat(field.getKey()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
              assertThat(field.getValue()).doesNotContain("\r", "\n", "\0");
            });
  }
}
