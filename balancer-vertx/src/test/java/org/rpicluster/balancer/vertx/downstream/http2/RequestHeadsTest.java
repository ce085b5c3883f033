package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.END_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.GOAWAY;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** Which heads over HTTP/2 are requests, and that others end their stream and nothing else. */
@Timeout(60)
class RequestHeadsTest {

  private static final int PROTOCOL_ERROR = 1;
  private static final int STREAM_CLOSED = 5;

  private static final List<String> GET =
      List.of(":method", "GET", ":scheme", "http", ":authority", "a.test", ":path", "/");

  /** A head like a GET's, of which some fields are left out, and others are behind it. */
  private static String[] head(List<String> without, String... more) {
    List<String> head = new ArrayList<>();
    for (int i = 0; i < GET.size(); i += 2) {
      if (!without.contains(GET.get(i))) {
        head.addAll(GET.subList(i, i + 2));
      }
    }
    head.addAll(List.of(more));
    return head.toArray(String[]::new);
  }

  private static String[] with(String... more) {
    return head(List.of(), more);
  }

  private static String[] without(String name, String... more) {
    return head(List.of(name), more);
  }

  private static Stream<Arguments> each(String[]... heads) {
    return Stream.of(heads).map(head -> Arguments.of((Object) head));
  }

  static Stream<Arguments> malformed() {
    return each(
        // RFC 9113 §8.3.1: what there must be, once and first
        without(":method"),
        without(":scheme"),
        without(":path"),
        without(":path", ":path", ""),
        with(":method", "GET"),
        with(":path", "/other"),
        with(":authority", "b.test"),
        with(":status", "200"),
        with(":other", "x"),
        without(":path", "x-a", "1", ":path", "/"),
        // §8.3.1, §8.5: methods
        without(":method", ":method", "G ET"),
        without(":method", ":method", ""),
        without(":method", ":method", "CONNECT"),
        with(":protocol", "websocket"),
        new String[] {":method", "CONNECT", ":authority", "a.test", "content-length", "0"},
        // §8.3.1: the host it is for
        with("host", "b.test"),
        // §8.2.1: names and values
        with("X-A", "1"),
        with("x a", "1"),
        with("x:a", "1"),
        with("", "1"),
        with("x\r\na", "1"),
        with("x-\u00e9", "1"),
        with("x-a", "1\r\nx-b: 2"),
        with("x-a", "1\n"),
        with("x-a", "1\u0000"),
        with("x-a", "1\u007f"),
        with("x-a", " 1"),
        with("x-a", "1\t"),
        without(":path", ":path", "/ "),
        without(":path", ":path", "/\r\nx"),
        // §8.2.2: of HTTP/1.1
        with("connection", "close"),
        with("keep-alive", "1"),
        with("proxy-connection", "close"),
        with("transfer-encoding", "chunked"),
        with("upgrade", "websocket"),
        with("te", "gzip"),
        // §8.1.1: lengths
        with("content-length", "5"),
        with("content-length", "+0"),
        with("content-length", ""),
        with("content-length", "0", "content-length", "0"),
        with("content-length", "0, 0"),
        with("content-length", "9223372036854775808"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedHead_endsItsStream_andTheOthersGoOn(String[] head) throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.head(1, true, head);
      Frame end = client.read(frame -> frame.stream() == 1);
      assertThat(end.type()).isEqualTo(RST_STREAM);
      assertThat(end.number()).isEqualTo(PROTOCOL_ERROR);

      client.head(3, true, with());
      assertThat(client.status(3)).isEqualTo("200");
      assertThat(sessions.next().target()).isEqualTo("/");
    }
  }

  static Stream<Arguments> wellFormed() {
    return each(
        with("te", "trailers"),
        with("host", "A.test"),
        with("x-a", ""),
        with("x-a", "1\t2"),
        with("x-a", "\u00e9"),
        with("content-length", "0"),
        with("content-length", "000"),
        without(":authority", "host", "a.test"),
        without(":authority"),
        without(":scheme", ":scheme", "other"),
        without(":path", ":path", "*"));
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void wellFormedHead_isHandedOn(String[] head) throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.head(1, true, head);

      assertThat(client.status(1)).isEqualTo("200");
      assertThat(sessions.next().isBodyEnded()).isTrue();
    }
  }

  @Test
  void head_isAsItWasWritten() throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.head(1, true, with("cookie", "a=1", "x-a", "2", "cookie", "b=\"3\"", "x-a", "4"));

      InboundExchange inbound = sessions.next();
      assertThat(inbound.method()).isEqualTo("GET");
      assertThat(inbound.target()).isEqualTo("/");
      assertThat(inbound.authority()).isEqualTo("a.test");
      assertThat(inbound.scheme()).isEqualTo("http");
      assertThat(inbound.fields().getAll("X-A")).containsExactly("2", "4");
      assertThat(inbound.fields().getAll("cookie")).containsExactly("a=1; b=\"3\"");
      assertThat(inbound.cookie("b")).isEqualTo("3");
      assertThat(inbound.cookie("c")).isNull();
      assertThat(inbound.connection().address()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void connect_hasAnAuthorityAndNothingElse() throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.head(1, true, ":method", "CONNECT", ":authority", "a.test:443");

      assertThat(client.status(1)).isEqualTo("200");
      assertThat(sessions.next().target()).isEmpty();
    }
  }

  /** It has no room for more than this, and a client is told so before it begins. */
  @Test
  void headThatIsTooLarge_is431() throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      String[] head = new String[2 * 600 + GET.size()];
      for (int i = 0; i < head.length; i += 2) {
        head[i] = i < GET.size() ? GET.get(i) : "x-a";
        head[i + 1] = i < GET.size() ? GET.get(i + 1) : "1";
      }
      client.head(1, true, head);

      assertThat(client.status(1)).isEqualTo("431");
      client.head(3, true, with());
      assertThat(client.status(3)).isEqualTo("200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "6"})
  void bodyOfAnotherLength_endsItsStream(String length) throws Exception {
    try (TestSessions sessions = new TestSessions(inbound -> {});
        RawHttp2Client client = sessions.connect()) {
      client.head(1, false, with("content-length", length));
      client.send(DATA, END_STREAM, 1, new byte[5]);

      assertThat(client.read(RST_STREAM, 1).number()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  static Stream<Arguments> badTrailers() {
    return each(
        new String[] {":path", "/"},
        new String[] {"X-A", "1"},
        new String[] {"x-a", "1\r\n"},
        new String[] {"connection", "close"});
  }

  @ParameterizedTest
  @MethodSource("badTrailers")
  void malformedTrailers_endTheirStream(String[] trailers) throws Exception {
    try (TestSessions sessions = new TestSessions(inbound -> {});
        RawHttp2Client client = sessions.connect()) {
      client.head(1, false, with());
      client.head(1, true, trailers);

      assertThat(client.read(RST_STREAM, 1).number()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void trailers_areBehindTheBody_andEndIt() throws Exception {
    try (TestSessions sessions = new TestSessions(inbound -> {});
        RawHttp2Client client = sessions.connect()) {
      client.head(1, false, with());
      client.send(DATA, 0, 1, new byte[3]);
      client.head(1, true, "x-sum", "abc");

      InboundExchange inbound = sessions.next();
      TestSessions.run(inbound, () -> inbound.onBodyEnd(() -> inbound.end(null)));
      assertThat(client.status(1)).isEqualTo("200");
      assertThat(inbound.trailers().get("x-sum")).isEqualTo("abc");
    }
  }

  /** A stream that has ended, and one with a lower number than another: RFC 9113 §5.1, §5.1.1. */
  @ParameterizedTest
  @ValueSource(ints = {3, 1})
  void streamThatCannotBegin_endsTheConnection(int second) throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.head(3, true, with());
      client.read(frame -> frame.stream() == 3 && frame.isLast());
      client.head(second, true, with());

      assertThat(client.read(GOAWAY, 0).secondNumber()).isEqualTo(STREAM_CLOSED);
    }
  }
}
