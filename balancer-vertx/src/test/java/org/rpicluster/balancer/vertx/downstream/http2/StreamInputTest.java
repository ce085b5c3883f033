package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.END_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.PING;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.WINDOW_UPDATE;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** A body over HTTP/2 comes as it is wanted, and its window says so to the client. */
@Timeout(60)
class StreamInputTest {

  private static final int FRAME = 16_384;
  private static final int CANCEL = 8;

  private final List<Integer> pieces = new CopyOnWriteArrayList<>();

  private void take(ByteBuf piece) {
    pieces.add(piece.readableBytes());
    piece.release();
  }

  private void hold(InboundExchange inbound) {
    inbound.onBody(this::take);
    inbound.pauseBody();
  }

  /** What has come before the answer to a ping: all that was written by then. */
  private static List<Frame> untilPong(RawHttp2Client client) throws Exception {
    client.send(PING, 0, 0, new byte[8]);
    List<Frame> frames = new ArrayList<>();
    do {
      frames.add(client.read());
    } while (frames.get(frames.size() - 1).type() != PING);
    return frames;
  }

  private static long window(List<Frame> frames, int stream) {
    return frames.stream()
        .filter(frame -> frame.type() == WINDOW_UPDATE && frame.stream() == stream)
        .mapToLong(Frame::number)
        .sum();
  }

  @Test
  void bodyThatIsHeldBack_getsNoWindow_untilItIsLetGo() throws Exception {
    try (TestSessions sessions = new TestSessions(this::hold);
        RawHttp2Client client = sessions.connect()) {
      client.request(1, false, "POST", "/");
      InboundExchange inbound = sessions.next();
      for (int i = 0; i < 3; i++) {
        client.send(DATA, 0, 1, new byte[FRAME]);
      }
      assertThat(window(untilPong(client), 1)).isZero();
      assertThat(pieces).isEmpty();

      TestSessions.run(inbound, inbound::resumeBody);
      assertThat(window(untilPong(client), 1)).isEqualTo(3 * FRAME);
      assertThat(pieces).containsExactly(3 * FRAME);
    }
  }

  @Test
  void onePieceThatIsFetched_isOne_andTheEndWaitsBehindIt() throws Exception {
    try (TestSessions sessions = new TestSessions(this::hold);
        RawHttp2Client client = sessions.connect()) {
      client.request(1, false, "POST", "/");
      InboundExchange inbound = sessions.next();
      client.send(DATA, END_STREAM, 1, new byte[3]);
      untilPong(client);

      TestSessions.run(inbound, inbound::fetchPiece);
      assertThat(pieces).containsExactly(3);
      assertThat(TestSessions.on(inbound, inbound::isBodyEnded)).isFalse();
      TestSessions.run(inbound, inbound::fetchPiece);
      assertThat(TestSessions.on(inbound, inbound::isBodyEnded)).isTrue();
    }
  }

  @Test
  void emptyEnd_isFetchedAsAPieceWouldBe() throws Exception {
    try (TestSessions sessions = new TestSessions(this::hold);
        RawHttp2Client client = sessions.connect()) {
      client.request(1, false, "POST", "/");
      InboundExchange inbound = sessions.next();
      TestSessions.run(inbound, inbound::fetchPiece);
      client.send(DATA, END_STREAM, 1, new byte[0]);
      untilPong(client);

      assertThat(TestSessions.on(inbound, inbound::isBodyEnded)).isTrue();
      assertThat(pieces).isEmpty();
    }
  }

  /** However small the frames are that one read brings. */
  @Test
  void shortPieces_goOnTogether_inTheirOrder() throws Exception {
    try (TestSessions sessions = new TestSessions(inbound -> inbound.onBody(this::take));
        RawHttp2Client client = sessions.connect()) {
      client.request(1, false, "POST", "/");
      InboundExchange inbound = sessions.next();
      for (int i = 0; i < 1000; i++) {
        client.send(DATA, 0, 1, new byte[1]);
      }
      client.send(DATA, END_STREAM, 1, new byte[0]);
      untilPong(client);

      assertThat(pieces.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
      assertThat(inbound.bodyBytes()).isEqualTo(1000);
      assertThat(inbound.isBodyEnded()).isTrue();
    }
  }

  /** A client that never ends it could otherwise stop a connection that others share. */
  @Test
  void streamThatIsReset_givesTheConnectionItsWindowBack() throws Exception {
    try (TestSessions sessions = new TestSessions(this::hold);
        RawHttp2Client client = sessions.connect()) {
      int sent = 0;
      for (int stream = 1; sent < Http2Limits.CONNECTION_WINDOW / 2 + 4 * FRAME; stream += 2) {
        client.request(stream, false, "POST", "/");
        for (int i = 0; i < 3; i++) {
          client.send(DATA, 0, stream, new byte[FRAME]);
          sent += FRAME;
        }
        client.send(RST_STREAM, stream, CANCEL);
      }
      int first = Http2Limits.CONNECTION_WINDOW - 65_535;

      assertThat(window(untilPong(client), 0)).isGreaterThan(first);
    }
  }

  @Test
  void clientThatResetsItsStream_isGone_onceAndAtOnce() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (TestSessions sessions =
            new TestSessions(
                inbound -> {
                  inbound.onGone(() -> told.add("gone"));
                  inbound.onClosed(() -> told.add("closed"));
                  inbound.onReleased(() -> told.add("released"));
                });
        RawHttp2Client client = sessions.connect()) {
      client.request(1, false, "POST", "/");
      InboundExchange inbound = sessions.next();
      client.send(RST_STREAM, 1, CANCEL);
      untilPong(client);

      assertThat(told).containsExactly("gone", "closed", "released");
      assertThat(TestSessions.on(inbound, () -> inbound.end(null)).failed()).isTrue();
    }
  }

  @Test
  void resetOfOurOwn_isNoClientThatIsGone() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (TestSessions sessions =
            new TestSessions(
                inbound -> {
                  inbound.onGone(() -> told.add("gone"));
                  inbound.onClosed(() -> told.add("closed"));
                  inbound.reset(7);
                });
        RawHttp2Client client = sessions.connect()) {
      client.request(1, false, "POST", "/");

      assertThat(client.read(RST_STREAM, 1).number()).isEqualTo(7);
      TestProxy.await(() -> told.contains("closed"));
      assertThat(told).containsExactly("closed");
    }
  }
}
