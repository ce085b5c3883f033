package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {

  private static final FieldName X_OWN = FieldName.of("X-Own");

  private final MessageReader reader =
      MessageReader.ofRequests(new ReadLimits(4096, 8192, 100, Long.MAX_VALUE));

  private Head read(String row) {
    ByteBuf in = Unpooled.wrappedBuffer(Samples.row(row));
    assertThat(reader.read(in)).isEqualTo(MessagePart.HEAD);
    return reader.head();
  }

  private static String written(Head head) {
    ByteBuf out = Unpooled.buffer();
    HeadWriter.write(head, out);
    return text(out);
  }

  private static String text(ByteBuf out) {
    return out.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "|");
  }

  @Test
  void field_isFound_whateverTheCaseOfItsName() {
    Head head = read("GET / HTTP/1.1|hOST: a|x-OWN: b|X-Own: c||");
    assertThat(head.value(head.first(FieldName.HOST))).isEqualTo("a");
    assertThat(head.has(FieldName.VIA)).isFalse();
    assertThat(head.has(FieldName.of("X-Ow"))).isFalse();
    assertThat(head.count(X_OWN)).isEqualTo(2);
    int second = head.next(X_OWN, head.first(X_OWN) + 1);
    assertThat(head.name(second) + head.value(second)).isEqualTo("X-Ownc");
    assertThat(head.next(X_OWN, second + 1)).isEqualTo(Head.NONE);
  }

  @Test
  void nameThatIsWrittenAsUsual_isAlwaysTheSameText() {
    Head head = read("GET / HTTP/1.1|Host: a|hOST: b|X-Own: c||");
    assertThat(head.name(0)).isSameAs(FieldName.HOST.toString());
    assertThat(head.name(1)).isEqualTo("hOST");
    assertThat((Object) head.lowerName(0)).isSameAs(head.lowerName(1)).hasToString("host");
    assertThat((Object) head.lowerName(2)).hasToString("x-own");
  }

  @Test
  void numberOfAField_isReadFromItsBytes() {
    Head head =
        read("GET / HTTP/1.1|a: 0012|b: 9223372036854775807|c: 9223372036854775808|d:|e: -1||");
    assertThat(head.number(0)).isEqualTo(12);
    assertThat(head.number(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(List.of(head.number(2), head.number(3), head.number(4))).containsOnly(-1L);
  }

  @Test
  void fieldsThatStandReady_comeBehindTheOthers_andAreFieldsLikeThem() {
    Head made = new Head();
    made.add(FieldName.VIA, "1.1 here");
    made.add("X-Own", "b");
    FieldLines ready = FieldLines.of(made);
    made.reset();
    for (int i = 0; i < 2; i++) {
      Head head = new Head();
      head.line().request("GET", "/");
      head.add(FieldName.HOST, "a");
      ready.addTo(head);
      head.set(FieldName.HOST, "c");
      assertThat(written(head)).isEqualTo("GET / HTTP/1.1|Host: c|Via: 1.1 here|X-Own: b||");
      assertThat(head.value(head.first(X_OWN))).isEqualTo("b");
      head.set(FieldName.VIA, "2.0 there");
      assertThat(written(head)).contains("|Via: 2.0 there|");
    }
  }

  @Test
  void fieldsOfASet_areRemovedTogether() {
    Head head = read("GET / HTTP/1.1|Host: a|X-Own: bc|TE: d|Via: e|te: f||");
    head.remove(FieldSet.of(FieldName.TE, FieldName.VIA));
    assertThat(head.size()).isEqualTo(2);
    assertThat(head.fieldBytes()).isEqualTo("HostaX-Ownbc".length());
    assertThat(head.isThere(2)).isFalse();
  }

  @Test
  void elementOfAList_isFound_inAnyLine() {
    Head head =
        read("GET / HTTP/1.1|Connection: x,\\t Upgrade ,y|Connection: CLOSE|TE: trailersX||");
    assertThat(head.lists(FieldName.CONNECTION, FieldValue.UPGRADE)).isTrue();
    assertThat(head.lists(FieldName.CONNECTION, FieldValue.CLOSE)).isTrue();
    assertThat(head.lists(FieldName.CONNECTION, FieldValue.KEEP_ALIVE)).isFalse();
    assertThat(head.lists(FieldName.TE, FieldValue.TRAILERS)).isFalse();
  }

  @Test
  void headThatIsNotChanged_isWrittenAsItCame() {
    String row = "GET /a?b HTTP/1.1|Host: a|X-Own: b|accept: */*||";
    assertThat(written(read(row))).isEqualTo(row);
  }

  @Test
  void headOfAnotherForm_isWrittenInOne() {
    Head head = read("|GET /a HTTP/1.0|Host:a|X: b |Y:|Z: c| d|W: e||");
    assertThat(written(head)).isEqualTo("GET /a HTTP/1.1|Host: a|X: b|Y: |Z: c d|W: e||");
  }

  @Test
  void change_leavesTheOtherFieldsAsTheyAre() {
    Head head = read("GET http://b/ HTTP/1.1|Host: a|Via: 1|X-Own: 2|via: 3|Accept: */*||");
    head.line().target("/");
    head.set(FieldName.VIA, "new");
    head.set(FieldName.HOST, "b");
    head.remove(X_OWN);
    head.add(FieldName.FORWARDED, "for=x");
    head.add("x-more", "y");
    assertThat(written(head))
        .isEqualTo("GET / HTTP/1.1|Host: b|Via: new|Accept: */*|Forwarded: for=x|x-more: y||");
    assertThat(head.has(X_OWN)).isFalse();
    assertThat(head.count(FieldName.VIA)).isEqualTo(1);
    assertThat(head.has(FieldName.of("X-More"))).isTrue();
  }

  @Test
  void fieldsOfOneHop_areLeftOut_andReadyLinesComeLast() {
    Head head = read("GET / HTTP/1.1|Host: a|Connection: x|Accept: b|TE: c||");
    ByteBuf out = Unpooled.buffer();
    HeadWriter.write(
        head,
        FieldSet.of(FieldName.CONNECTION, FieldName.TE, FieldName.X_XSS_PROTECTION),
        "Via: 1.1 p\r\n".getBytes(StandardCharsets.US_ASCII),
        out);
    assertThat(text(out)).isEqualTo("GET / HTTP/1.1|Host: a|Accept: b|Via: 1.1 p||");
    assertThat(head.has(FieldName.TE)).isTrue();
  }

  @Test
  void copy_isChanged_whileTheOtherStaysAsItIs() {
    Head head = read("GET / HTTP/1.1|Host: a||");
    String before = written(head);
    Head copy = new Head();
    copy.copy(head);
    copy.set(FieldName.HOST, "b");
    assertThat(written(head)).isEqualTo(before);
    assertThat(written(copy)).isEqualTo("GET / HTTP/1.1|Host: b||");
  }

  @Test
  void headThatIsMade_isWritten() {
    Head head = new Head();
    head.line().answer(200, "OK");
    head.add(FieldName.CONTENT_LENGTH, "0");
    assertThat(written(head)).isEqualTo("HTTP/1.1 200 OK|Content-Length: 0||");
    head.line().answer(404, "");
    assertThat(written(head)).isEqualTo("HTTP/1.1 404 |Content-Length: 0||");
    head.reset();
    head.line().request("BREW", "/x");
    assertThat(written(head)).isEqualTo("BREW /x HTTP/1.1||");
    assertThat(head.line().method()).isEqualTo(RequestMethod.OTHER);
  }

  @Test
  void headThatIsReset_hasAnotherGeneration_andNothingOfTheOneBefore() {
    Head head = read("GET / HTTP/1.1|Host: a|X-Own: b||");
    int generation = head.generation();
    head.reset();
    assertThat(head.generation()).isNotEqualTo(generation);
    assertThat(head.fields()).isZero();
    assertThat(head.has(FieldName.HOST)).isFalse();
    assertThat(head.line().target()).isEmpty();
  }

  @Test
  void roomForALargeHead_isGivenBack() {
    Head head = new Head();
    int usual = head.heldBytes();
    for (int i = 0; i < 1000; i++) {
      head.add("x-" + i, "a".repeat(100));
    }
    assertThat(head.heldBytes()).isGreaterThan(100_000);
    head.reset();
    assertThat(head.heldBytes()).isEqualTo(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: b", "a\rb", "a\nb", "a\0b", "\u007f", "\u0130", "\u010a"})
  void textThatWouldBeginAnotherLine_isRefused(String text) {
    Head head = new Head();
    head.line().request("GET", "/");
    assertThatThrownBy(() -> head.add(FieldName.VIA, text)).hasMessageContaining("expected");
    assertThatThrownBy(() -> head.add(text, "a")).hasMessageContaining("expected");
    assertThatThrownBy(() -> head.line().target(text)).hasMessageContaining("expected");
    assertThatThrownBy(() -> head.line().request(text, "/")).hasMessageContaining("expected");
    assertThatThrownBy(() -> head.line().answer(200, text)).hasMessageContaining("expected");
    assertThat(head.fields()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void word_isOneWord(String text) {
    Head head = new Head();
    assertThatThrownBy(() -> head.add(text, "a")).hasMessageContaining("expected");
    assertThatThrownBy(() -> head.line().target(text)).hasMessageContaining("expected");
    assertThatThrownBy(() -> head.line().request(text, "/")).hasMessageContaining("expected");
  }
}
