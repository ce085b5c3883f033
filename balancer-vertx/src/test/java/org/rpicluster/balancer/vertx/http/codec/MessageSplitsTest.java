package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSplitsTest {

  static Stream<byte[]> samples() throws IOException {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void message_isTheSame_whereverItIsCut(byte[] bytes) {
    String requests = Reading.requests(bytes).toString();
    String answers = Reading.answers(bytes).toString();
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(Reading.requests(bytes, cut)).hasToString(requests);
      assertThat(Reading.answers(bytes, cut)).hasToString(answers);
    }
    int[] everywhere = Reading.every(bytes.length, 1);
    assertThat(Reading.requests(bytes, everywhere)).hasToString(requests);
    assertThat(Reading.answers(bytes, everywhere)).hasToString(answers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|POST / HTTP/1.1|X: a| b|Transfer-Encoding: chunked||5;a=\"b\\\\\"\"|hello|0|T: u||",
        "POST / HTTP/1.1|Content-Length: 3||abcGET / HTTP/1.0||",
      })
  void request_isTheSame_whereverItIsCutTwice(String row) {
    byte[] bytes = Samples.row(row);
    String whole = Reading.requests(bytes).toString();
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        assertThat(Reading.requests(bytes, first, second)).hasToString(whole);
      }
    }
  }
}
