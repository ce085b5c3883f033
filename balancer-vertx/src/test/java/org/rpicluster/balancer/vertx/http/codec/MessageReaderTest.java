package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {

  private static final ReadLimits LIMITS = new ReadLimits(20, 30, 3, 10);

  private final MessageReader requests = MessageReader.ofRequests(LIMITS);
  private final MessageReader answers = MessageReader.ofAnswers(Reading.LIMITS);

  private static ByteBuf bytes(String row) {
    return Unpooled.wrappedBuffer(Samples.row(row));
  }

  private static String rest(ByteBuf in) {
    return in.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatFollowsARequest_isNotRead_beforeItIsTheNext() {
    ByteBuf in = bytes("GET /a HTTP/1.1|Upgrade: x||\\x81frame");
    assertThat(requests.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(requests.read(in)).isEqualTo(MessagePart.END);
    for (int i = 0; i < 2; i++) {
      assertThat(requests.read(in)).isEqualTo(MessagePart.HELD);
      assertThat(rest(in)).isEqualTo("\u0081frame");
    }
    assertThat(requests.head().line().target()).isEqualTo("/a");
    requests.nextRequest();
    assertThat(requests.read(in)).isEqualTo(MessagePart.FAULT);
    assertThat(requests.fault()).isEqualTo(MessageFault.METHOD);
  }

  @Test
  void nextMessage_isNotBegun_withinAnother() {
    ByteBuf in = bytes("POST / HTTP/1.1|Content-Length: 2||a");
    assertThat(requests.read(in)).isEqualTo(MessagePart.HEAD);
    assertThatThrownBy(requests::nextRequest).isInstanceOf(IllegalStateException.class);
    assertThat(requests.isBetweenMessages()).isFalse();
  }

  @Test
  void answer_isNotRead_beforeItIsExpected() {
    ByteBuf in = bytes("HTTP/1.1 200 OK|Content-Length: 0||");
    assertThat(answers.read(in)).isEqualTo(MessagePart.HELD);
    answers.nextAnswer(false, false);
    assertThat(answers.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(answers.bodyBytes()).isZero();
    assertThat(answers.read(in)).isEqualTo(MessagePart.END);
  }

  @Test
  void interimAnswers_areFollowedByTheFinalOne() {
    answers.nextAnswer(false, true);
    ByteBuf in = bytes("HTTP/1.1 100 Continue||HTTP/1.1 103 X|Link: a||HTTP/1.1 204 No||rest");
    assertThat(answers.read(in)).isEqualTo(MessagePart.INTERIM);
    assertThat(answers.head().line().status()).isEqualTo(100);
    assertThat(answers.read(in)).isEqualTo(MessagePart.INTERIM);
    assertThat(answers.head().has(FieldName.LINK)).isTrue();
    assertThat(answers.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(answers.head().has(FieldName.LINK)).isFalse();
    assertThat(answers.read(in)).isEqualTo(MessagePart.END);
    assertThat(answers.read(in)).isEqualTo(MessagePart.HELD);
    assertThat(rest(in)).isEqualTo("rest");
  }

  @Test
  void whatFollowsA101_isNotRead() {
    answers.nextAnswer(false, true);
    ByteBuf in = bytes("HTTP/1.1 101 X|Upgrade: websocket||HTTP/1.1 200 OK||");
    assertThat(answers.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(answers.read(in)).isEqualTo(MessagePart.HELD);
    assertThat(answers.endOfInput()).isEqualTo(MessagePart.HELD);
    assertThat(rest(in)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "true; HTTP/1.1 200 OK|Content-Length: 5||",
        "true; HTTP/1.1 200 OK|Transfer-Encoding: chunked||",
        "true; HTTP/1.1 200 OK||",
        "false; HTTP/1.1 204 No Content|Content-Length: 5||",
        "false; HTTP/1.1 204 No Content||",
        "false; HTTP/1.1 304 Not Modified|Content-Length: 5||",
        "false; HTTP/1.1 304 Not Modified|Transfer-Encoding: chunked||",
      })
  void answerWithoutABody_endsWithItsHead(boolean toHead, String row) {
    answers.nextAnswer(toHead, false);
    ByteBuf in = bytes(row + "HTTP/1.1 200 OK||");
    assertThat(answers.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(answers.read(in)).isEqualTo(MessagePart.END);
    assertThat(answers.read(in)).isEqualTo(MessagePart.HELD);
    assertThat(rest(in)).startsWith("HTTP/1.1 200");
  }

  @Test
  void bodyToTheClose_endsWithTheInput() {
    answers.nextAnswer(false, false);
    ByteBuf in = bytes("HTTP/1.1 200 OK||hello");
    assertThat(answers.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(answers.isUntilClose()).isTrue();
    assertThat(answers.read(in)).isEqualTo(MessagePart.BODY);
    assertThat(answers.pieceBytes()).isEqualTo(5);
    assertThat(answers.read(in)).isEqualTo(MessagePart.INPUT_NEEDED);
    assertThat(answers.endOfInput()).isEqualTo(MessagePart.END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "G",
        "GET / HTTP/1.1|",
        "GET / HTTP/1.1|X: a|",
        "POST / HTTP/1.1|Content-Length: 2||a",
        "POST / HTTP/1.1|Transfer-Encoding: chunked||",
        "POST / HTTP/1.1|Transfer-Encoding: chunked||1|a|",
        "POST / HTTP/1.1|Transfer-Encoding: chunked||1|a|0|",
        "POST / HTTP/1.1|Transfer-Encoding: chunked||1|a|0|X: y|",
      })
  void messageThatIsCut_isNone(String row) {
    MessageReader reader = MessageReader.ofRequests(Reading.LIMITS);
    ByteBuf in = bytes(row);
    MessagePart part = reader.read(in);
    while (part != MessagePart.INPUT_NEEDED) {
      assertThat(part).isIn(MessagePart.HEAD, MessagePart.BODY);
      part = reader.read(in);
    }
    assertThat(reader.endOfInput()).isEqualTo(MessagePart.FAULT);
    assertThat(reader.fault()).isEqualTo(MessageFault.CUT);
  }

  @Test
  void connectionThatEndsBetweenMessages_ends() {
    assertThat(requests.endOfInput()).isEqualTo(MessagePart.HELD);
    assertThat(requests.read(bytes("||"))).isEqualTo(MessagePart.INPUT_NEEDED);
    assertThat(requests.endOfInput()).isEqualTo(MessagePart.HELD);
    assertThat(requests.isBetweenMessages()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      nullValues = "nothing",
      value = {
        "nothing ~ GET /234567 HTTP/1.1|X: 23456789|Y: 23456789||",
        "LINE_TOO_LONG ~ GET /2345678 HTTP/1.1||",
        "nothing ~ A2345678901234567890",
        "LINE_TOO_LONG ~ A23456789012345678901",
        "FIELDS_TOO_LARGE ~ GET / HTTP/1.1|X: 45678901234567890|Y: 4567890123|",
        "FIELDS_TOO_LARGE ~ GET / HTTP/1.1|X: 45678901234567890123456789012",
        "FIELDS_TOO_LARGE ~ GET / HTTP/1.1|X: 456789012345| 234567890123456",
        "FIELDS_TOO_MANY ~ GET / HTTP/1.1|A: |B: |C: |D",
        "nothing ~ GET / HTTP/1.1|A: |B: |C: ||",
        "BODY_TOO_LARGE ~ POST / HTTP/1.1|Content-Length: 11||a",
        "nothing ~ POST / HTTP/1.1|Content-Length: 10||1234567890",
        "BODY_TOO_LARGE ~ POST / HTTP/1.1|Transfer-Encoding: chunked||b|",
        "BODY_TOO_LARGE ~ POST / HTTP/1.1|Transfer-Encoding: chunked||6|123456|5|",
        "nothing ~ POST / HTTP/1.1|Transfer-Encoding: chunked||6|123456|4|1234|0|T: 1|U: 2|V: 3||",
        "FIELDS_TOO_MANY ~ POST / HTTP/1.1|Transfer-Encoding: chunked||0|T: |U: |V: |W",
      })
  void messageBeyondALimit_isRefused(MessageFault fault, String row) {
    Transcript transcript = Reading.requests(new ReadLimits(20, 30, 3, 10), Samples.row(row));
    assertThat(transcript.isRefused()).as(transcript.toString()).isEqualTo(fault != null);
    if (fault != null) {
      assertThat(transcript.steps().get(transcript.steps().size() - 1).text())
          .isEqualTo(fault.name());
    }
  }

  /** A field that goes on in further lines is one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      nullValues = "nothing",
      value = {
        "nothing ~ GET / HTTP/1.1|A: 34567|B: 34567||",
        "FIELDS_TOO_LARGE ~ GET / HTTP/1.1|A: 345678||",
        "nothing ~ GET / HTTP/1.1|A: 34| 67||",
        "FIELDS_TOO_LARGE ~ GET / HTTP/1.1|A: 34| 678||",
      })
  void fieldBeyondItsOwnLimit_isRefused(MessageFault fault, String row) {
    ReadLimits limits = new ReadLimits(20, 100, 9, 10, 8);
    Transcript transcript = Reading.requests(limits, Samples.row(row));
    assertThat(transcript.isRefused()).as(transcript.toString()).isEqualTo(fault != null);
  }

  @Test
  void extensions_mayNotOutweighTheBody() {
    String head = "POST / HTTP/1.1|Transfer-Encoding: chunked||";
    String chunk = "1;" + "a".repeat(4000) + "|x|";
    assertThat(Reading.requests(Samples.row(head + chunk.repeat(4) + "0||")).isRefused()).isFalse();
    assertThat(Reading.requests(Samples.row(head + chunk.repeat(5) + "0||")))
        .asString()
        .endsWith("REFUSED EXTENSIONS_TOO_LARGE[]\n");
    assertThat(Reading.requests(Samples.row(head + "1;" + "a".repeat(4095) + "|x|")))
        .asString()
        .endsWith("REFUSED CHUNK_LINE_TOO_LONG[]\n");
  }

  @Test
  void sizes_goTo2To63() {
    ByteBuf in = bytes("POST / HTTP/1.1|Transfer-Encoding: chunked||7fffffffffffffff|a");
    MessageReader reader = MessageReader.ofRequests(Reading.LIMITS);
    assertThat(reader.read(in)).isEqualTo(MessagePart.HEAD);
    assertThat(reader.read(in)).isEqualTo(MessagePart.BODY);
    MessageReader second = MessageReader.ofRequests(Reading.LIMITS);
    assertThat(second.read(bytes("POST / HTTP/1.1|Content-Length: 9223372036854775807||")))
        .isEqualTo(MessagePart.HEAD);
    assertThat(second.bodyBytes()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatWasNotRead_isThereForTheLog() {
    ByteBuf in = bytes("|\\x16\\x03\\x01 hello|x");
    assertThat(requests.read(in)).isEqualTo(MessagePart.FAULT);
    assertThat(requests.read(in)).isEqualTo(MessagePart.FAULT);
    assertThat(requests.head().firstBytes(256)).isEqualTo("\u0016\u0003\u0001 hello");
    assertThat(requests.head().firstBytes(2)).isEqualTo("\u0016\u0003");
    MessageReader second = MessageReader.ofRequests(Reading.LIMITS);
    assertThat(second.read(bytes("GET /a b HTTP/1.1||"))).isEqualTo(MessagePart.FAULT);
    assertThat(second.head().firstBytes(256)).isEqualTo("GET /a b HTTP/1.1");
  }
}
