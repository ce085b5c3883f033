package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.ok;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member.Connection;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/**
 * What a member that breaks HTTP/2 can do to the exchange that it breaks, and to no other: S44.
 * What comes from it may be written to an HTTP/1.1 client, so that it has to be as clean as if it
 * had come in HTTP/1.1.
 */
class HostileHttp2MemberTest {

  private static final String STATUS = ":status";

  /** More frames than any client needs. */
  private static final int FLOOD = 20_000;

  private static Named<Reply> head(String what, String... fields) {
    return Named.of(what, (connection, stream) -> connection.lastHead(stream, fields));
  }

  /** Answers that are wrong by themselves: their streams end, their connection goes on. */
  static Stream<Named<Reply>> wrongAnswers() {
    return Stream.of(
        head("no status", "x-a", "b"),
        head("two statuses", STATUS, "200", STATUS, "200"),
        head("an empty status", STATUS, ""),
        head("a status of letters", STATUS, "abc"),
        head("a status of four digits", STATUS, "2000"),
        head("status 99", STATUS, "099"),
        head("a status with a line end", STATUS, "200\r\nx: y"),
        head("switching protocols", STATUS, "101"),
        head("an interim answer and nothing more", STATUS, "103"),
        head("a pseudo-field of requests", STATUS, "200", ":path", "/"),
        head("an unknown pseudo-field", STATUS, "200", ":x", "y"),
        head("a pseudo-field after a field", "x-a", "b", STATUS, "200"),
        head("an upper-case name", STATUS, "200", "X-A", "b"),
        head("an empty name", STATUS, "200", "", "b"),
        head("a name with a space", STATUS, "200", "x a", "b"),
        head("a name with a colon", STATUS, "200", "x:a", "b"),
        head("a name with a line end", STATUS, "200", "x\r\ny", "b"),
        head("a name with a NUL", STATUS, "200", "x\0", "b"),
        head("a name with an eighth bit", STATUS, "200", "x\u00e9", "b"),
        head("a value with CR LF", STATUS, "200", "x-a", "b\r\nset-cookie: c=d"),
        head("a value with LF", STATUS, "200", "x-a", "b\nset-cookie: c=d"),
        head("a value with CR", STATUS, "200", "x-a", "b\rset-cookie: c=d"),
        head("a value with NUL", STATUS, "200", "x-a", "b\0"),
        head("a connection field", STATUS, "200", "connection", "close"),
        head("a transfer coding", STATUS, "200", "transfer-encoding", "chunked"),
        head("an upgrade", STATUS, "200", "upgrade", "h2c"),
        head("a length and no body", STATUS, "200", "content-length", "5"),
        head("a length of letters", STATUS, "200", "content-length", "abc"),
        head("a negative length", STATUS, "200", "content-length", "-1"),
        head("two lengths", STATUS, "200", "content-length", "0", "content-length", "1"),
        head("more fields than are read", fields(36_000)),
        Named.of("a body before its head", (c, stream) -> c.data(stream, "hello", true)));
  }

  private static String[] fields(int bytes) {
    return new String[] {STATUS, "200", "x-a", "y".repeat(bytes)};
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void aWrongAnswerIsA502AndNoHarmToOthers(Reply wrong) throws Exception {
    Connection[] open = new Connection[1];
    Reply begin =
        (connection, stream) -> {
          open[0] = connection;
          connection.head(stream, STATUS, "200", "content-length", "4");
          connection.data(stream, "ab", false);
        };
    try (RawHttp2Member member = new RawHttp2Member(begin, wrong, ok("next"));
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, member.url());
        RawClient other = proxy.connect();
        RawClient client = proxy.connect()) {
      assertThat(other.get("/other").readHead()).contains("200");

      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502");
      open[0].data(3, "cd", true);
      assertThat(other.read(4)).isEqualTo("abcd");
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 200").endsWith("next");
      assertThat(member.connections()).isEqualTo(1);
    }
  }

  /** What makes everything else on the connection unbelievable, or is done to exhaust. */
  static Stream<Named<Reply>> brokenConnections() {
    return Stream.of(
        head("a megabyte of fields", fields(1 << 20)),
        flood("settings", connection -> connection.frame(RawHttp2Member.SETTINGS, 0, 0)),
        flood("pings", connection -> connection.frame(RawHttp2Member.PING, 0, 0, new byte[8])),
        flood(
            "ping answers",
            connection ->
                connection.frame(RawHttp2Member.PING, RawHttp2Member.ACK, 0, new byte[8])),
        flood("unknown frames", connection -> connection.frame(99, 0, 0)),
        flood(
            "priorities",
            connection -> connection.frame(RawHttp2Member.PRIORITY, 0, 3, 0, 0, 0, 1, 1)),
        Named.of(
            "a flood of continuations",
            (connection, stream) -> {
              connection.frame(RawHttp2Member.HEADERS, 0, stream, Connection.block(STATUS, "200"));
              byte[] more = Connection.block("x-a", "y".repeat(100));
              for (int i = 0; i < FLOOD; i++) {
                connection.frame(RawHttp2Member.CONTINUATION, 0, stream, more);
              }
            }),
        Named.of(
            "empty continuations",
            (connection, stream) -> {
              connection.frame(RawHttp2Member.HEADERS, 0, stream, Connection.block(STATUS, "200"));
              for (int i = 0; i < FLOOD; i++) {
                connection.frame(RawHttp2Member.CONTINUATION, 0, stream);
              }
            }),
        Named.of(
            "a push",
            (connection, stream) ->
                connection.frame(
                    RawHttp2Member.PUSH_PROMISE, RawHttp2Member.END_HEADERS, stream, 0, 0, 0, 2)),
        Named.of(
            "a stream of its own", (connection, stream) -> connection.lastHead(2, STATUS, "200")),
        Named.of(
            "a stream that is yet to come",
            (connection, stream) -> connection.lastHead(stream + 20, STATUS, "200")),
        Named.of(
            "fields that are no fields",
            (connection, stream) ->
                connection.frame(
                    RawHttp2Member.HEADERS,
                    RawHttp2Member.END_HEADERS,
                    stream,
                    0xff,
                    0xff,
                    0xff,
                    0x7f)),
        Named.of(
            "a frame too large",
            (connection, stream) ->
                connection.frame(RawHttp2Member.DATA, 0, stream, new byte[16_385])),
        Named.of(
            "a window that overflows",
            (connection, stream) -> connection.window(0, Integer.MAX_VALUE)));
  }

  /** One frame, again and again. */
  @FunctionalInterface
  private interface Frame {
    void write(Connection connection) throws java.io.IOException;
  }

  private static Named<Reply> flood(String what, Frame frame) {
    return Named.of(
        "a flood of " + what,
        (connection, stream) -> {
          for (int i = 0; i < FLOOD; i++) {
            frame.write(connection);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void aBrokenConnectionIsA502AndTheNextIsNew(Reply broken) throws Exception {
    try (RawHttp2Member member = new RawHttp2Member(broken, ok("next"));
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, member.url());
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502");
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 200").endsWith("next");
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  /** What comes after an answer has begun cuts it: a part is never passed off as the whole. */
  static Stream<Named<Reply>> brokenOff() {
    return Stream.of(
        brokenOff("a body too short", (connection, stream) -> connection.data(stream, "", true)),
        brokenOff(
            "a body too long", (connection, stream) -> connection.data(stream, "abcdef", true)),
        brokenOff(
            "a flood of empty pieces",
            (connection, stream) -> {
              for (int i = 0; i < FLOOD; i++) {
                connection.data(stream, "", false);
              }
            }),
        brokenOff("a reset", (connection, stream) -> connection.reset(stream, 2)),
        brokenOff("a reset without an error", (connection, stream) -> connection.reset(stream, 0)),
        brokenOff("a lost connection", (connection, stream) -> connection.close()),
        brokenOff(
            "a pseudo-field behind the body",
            (connection, stream) -> connection.lastHead(stream, STATUS, "200")),
        brokenOff(
            "a second head",
            (connection, stream) -> connection.head(stream, STATUS, "200", "x-a", "b")),
        body("a body of a 204", STATUS, "204"),
        body("a body of a 304", STATUS, "304", "content-length", "2"));
  }

  private static Named<Reply> body(String what, String... fields) {
    return Named.of(
        what,
        (connection, stream) -> {
          connection.head(stream, fields);
          connection.data(stream, "ab", true);
        });
  }

  private static Named<Reply> brokenOff(String what, Reply end) {
    return Named.of(
        what,
        (connection, stream) -> {
          connection.head(stream, STATUS, "200", "content-length", "6");
          connection.data(stream, "ab", false);
          end.on(connection, stream);
        });
  }

  @ParameterizedTest
  @MethodSource
  void brokenOff(Reply brokenOff) throws Exception {
    try (RawHttp2Member member = new RawHttp2Member(brokenOff, ok("next"));
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, member.url());
        RawClient client = proxy.connect();
        RawClient next = proxy.connect()) {
      String answer = client.get("/").readAll();
      if (!answer.isEmpty() && !answer.startsWith("HTTP/1.1 502")) {
        assertThat(answer).doesNotContain("content-length: 0").matches("(?s).*\r\n\r\n(ab)?");
      }
      assertThat(next.get("/").readAnswer()).startsWith("HTTP/1.1 200").endsWith("next");
    }
  }

  @Test
  void anEndlessRowOfInterimAnswersIsCut() throws Exception {
    Reply interims =
        (connection, stream) -> {
          for (int i = 0; i < FLOOD; i++) {
            connection.head(stream, STATUS, "103", "link", "</a>");
          }
        };
    try (RawHttp2Member member = new RawHttp2Member(interims, ok("next"));
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, member.url());
        RawClient client = proxy.connect()) {
      client.get("/");
      String head = client.readHead();
      int interim = 0;
      for (; head.startsWith("HTTP/1.1 103"); interim++) {
        head = client.readHead();
      }

      assertThat(head).startsWith("HTTP/1.1 502");
      assertThat(interim).isEqualTo(16);
    }
  }
}
