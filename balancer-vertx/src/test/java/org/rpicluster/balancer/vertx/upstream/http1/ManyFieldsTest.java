package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.http.codec.MessagePart;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;

class ManyFieldsTest {

  private final MessageReader answers = MessageReader.ofAnswers(AnswerReader.LIMITS);

  private MessagePart came(String text) {
    return answers.read(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  @Test
  void headOfManyFields_isRead() {
    answers.nextAnswer(false, false);
    String fields = "a:\r\n".repeat(AnswerReader.FIELDS_MAX);
    assertThat(came("HTTP/1.1 204 No Content\r\n" + fields + "\r\n")).isEqualTo(MessagePart.HEAD);
  }

  @Test
  void headThatNeverEnds_isWrong_beforeItIsLarge() {
    answers.nextAnswer(false, false);
    came("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < AnswerReader.FIELDS_MAX; i += 2) {
      assertThat(came("a:\r\nb")).isEqualTo(MessagePart.INPUT_NEEDED);
      came(":");
      came("\r\n");
    }

    assertThat(came("a:\r\nb")).isEqualTo(MessagePart.FAULT);
  }

  @Test
  void eachAnswerOfAConnection_mayHaveAsMany() {
    String fields = "a:\r\n".repeat(AnswerReader.FIELDS_MAX - 1);
    for (int i = 0; i < 3; i++) {
      answers.nextAnswer(false, false);
      assertThat(came("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields + "\r\n"))
          .isEqualTo(MessagePart.HEAD);
      assertThat(came("")).isEqualTo(MessagePart.END);
    }
  }
}
