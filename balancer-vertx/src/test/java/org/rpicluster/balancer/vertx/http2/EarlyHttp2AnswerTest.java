package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.END_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.PING;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.WINDOW_UPDATE;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** An upload over HTTP/2 that is answered before its end. RFC 9113 §8.1. */
@Timeout(60)
class EarlyHttp2AnswerTest {

  private static final int FRAME = 16_384;
  private static final int NO_ERROR = 0;

  /** What a member answers, and what the proxy itself does. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/a\\b"})
  void answer_isFollowedByAResetWithoutError(String path) throws Exception {
    try (RawMember member = new RawMember(ok("no"));
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.request(1, false, "POST", path);

      assertThat(client.read(frame -> frame.stream() == 1 && frame.isLast()).type())
          .isEqualTo(DATA);
      Frame reset = client.read(frame -> frame.stream() == 1);
      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.number()).isEqualTo(NO_ERROR);
    }
  }

  /** The whole window is sent after the answer, and none of it is given back. */
  @Test
  void bodyBehindTheAnswer_getsNoWindow_andTheConnectionGoesOn() throws Exception {
    try (RawMember member = new RawMember(ok("no"));
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.request(1, false, "POST", "/");
      client.read(frame -> frame.stream() == 1 && frame.isLast());
      for (int i = 0; i < 3; i++) {
        client.send(DATA, 0, 1, new byte[FRAME]);
      }
      List<Frame> behind = until(client, ping(client));

      assertThat(behind)
          .noneMatch(frame -> frame.stream() == 1 && frame.type() == WINDOW_UPDATE)
          .anyMatch(frame -> frame.stream() == 1 && frame.type() == RST_STREAM);
      client.request(3, true, "GET", "/");
      client.read(frame -> frame.stream() == 3 && frame.isLast());
    }
  }

  /** It is on its way, and a reset would only be counted as one. */
  @Test
  void bodyOfWhichLittleIsLeft_endsByItself() throws Exception {
    try (RawMember member = new RawMember(ok("no"));
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.head(
          1,
          false,
          ":method",
          "PUT",
          ":scheme",
          "http",
          ":authority",
          "a.test",
          ":path",
          "/",
          "content-length",
          "16384");
      client.read(frame -> frame.stream() == 1 && frame.isLast());
      client.send(DATA, END_STREAM, 1, new byte[FRAME]);

      assertThat(until(client, ping(client))).noneMatch(frame -> frame.type() == RST_STREAM);
    }
  }

  private static int ping(RawHttp2Client client) throws Exception {
    client.send(PING, 0, 0, new byte[8]);
    return PING;
  }

  private static List<Frame> until(RawHttp2Client client, int type) throws Exception {
    List<Frame> frames = new ArrayList<>();
    do {
      frames.add(client.read());
    } while (frames.get(frames.size() - 1).type() != type);
    return frames;
  }
}
