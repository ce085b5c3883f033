package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.PRIORITY;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.SETTINGS;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.WINDOW_UPDATE;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/**
 * Clients of HTTP/2 whose windows are odd: whatever lets a stream go on again, it goes on. RFC 9113
 * §6.9.
 */
@Timeout(60)
class WindowsTest {

  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int WINDOW = 65_535;
  private static final int CANCEL = 8;

  /** More than all windows and buffers on the way take, so that the member is held back. */
  private static final int LARGE = 3_000_000;

  private static final Reply ANSWER = ok("x".repeat(LARGE));

  /** Reads frames until each of these streams has ended, giving back what was read. */
  private static Map<Integer, Integer> readAll(RawHttp2Client client, int streams)
      throws Exception {
    Map<Integer, Integer> bytes = new HashMap<>();
    int ended = 0;
    while (ended < streams) {
      Frame frame = client.read();
      if (frame.type() == DATA) {
        int length = frame.payload().length;
        bytes.merge(frame.stream(), length, Integer::sum);
        if (length > 0) {
          client.send(WINDOW_UPDATE, 0, length);
          client.send(WINDOW_UPDATE, frame.stream(), length);
        }
      }
      if (frame.isLast()) {
        ended++;
      }
    }
    return bytes;
  }

  private static void read(RawHttp2Client client, int bytes) throws Exception {
    int left = bytes;
    while (left > 0) {
      Frame frame = client.read();
      left -= frame.type() == DATA ? frame.payload().length : 0;
    }
    assertThat(left).isZero();
  }

  private static void initialWindow(RawHttp2Client client, int bytes) throws Exception {
    byte[] setting =
        ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW_SIZE).putInt(bytes).array();
    client.send(SETTINGS, 0, 0, setting);
  }

  @Test
  void windowThatShrinksBelowNothing_andGrowsAgain_letsTheAnswerGoOn() throws Exception {
    try (RawMember member = new RawMember(ANSWER);
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.request(1, true, "GET", "/");
      read(client, WINDOW);
      initialWindow(client, 0); // the stream's window is -65,535 now
      client.send(WINDOW_UPDATE, 0, WINDOW);
      client.send(WINDOW_UPDATE, 1, WINDOW); // 0
      client.send(WINDOW_UPDATE, 1, 1);
      read(client, 1);
      initialWindow(client, WINDOW);

      assertThat(readAll(client, 1)).containsEntry(1, LARGE - WINDOW - 1);
    }
  }

  @Test
  void windowOfSingleBytes_letsTheAnswerGoOnByteForByte() throws Exception {
    try (RawMember member = new RawMember(ANSWER);
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port(), INITIAL_WINDOW_SIZE, 0)) {
      client.request(1, true, "GET", "/");
      for (int i = 0; i < 200; i++) {
        client.send(WINDOW_UPDATE, 1, 1);
        read(client, 1);
      }
      client.send(WINDOW_UPDATE, 1, 2 * WINDOW);

      assertThat(readAll(client, 1)).containsEntry(1, LARGE - 200);
    }
  }

  /** The window of the connection is used up; what the reset stream held is not waited for. */
  @Test
  void resetOfOneStream_letsThoseGoOnThatWaitForTheConnection() throws Exception {
    try (RawMember member = new RawMember(ANSWER);
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client =
            new RawHttp2Client(proxy.http2Port(), INITIAL_WINDOW_SIZE, 10 * LARGE)) {
      for (int stream = 1; stream <= 7; stream += 2) {
        client.request(stream, true, "GET", "/");
      }
      read(client, WINDOW);
      client.send(RST_STREAM, 1, CANCEL);
      client.send(WINDOW_UPDATE, 0, 10 * LARGE);

      Map<Integer, Integer> rest = readAll(client, 3);
      assertThat(rest).containsKeys(3, 5, 7);
      assertThat(proxy.settled(4)).hasSize(4);
    }
  }

  @Test
  void manySmallStreamsBesideALargeOne_areAllAnswered() throws Exception {
    try (RawMember member = new RawMember(ANSWER, ok("small"));
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.request(1, true, "GET", "/large");
      read(client, WINDOW);
      for (int stream = 3; stream < 101; stream += 2) {
        client.send(PRIORITY, 0, stream, new byte[] {0, 0, 0, 1, 15});
        client.request(stream, true, "GET", "/small");
      }
      client.send(WINDOW_UPDATE, 0, WINDOW);
      client.send(WINDOW_UPDATE, 1, WINDOW);

      Map<Integer, Integer> read = readAll(client, 50);
      assertThat(read).containsEntry(1, LARGE - WINDOW);
      assertThat(read.values()).filteredOn(bytes -> bytes == 5).hasSize(49);
    }
  }
}
