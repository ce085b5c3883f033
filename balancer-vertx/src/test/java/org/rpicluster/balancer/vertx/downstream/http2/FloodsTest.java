package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.CONTINUATION;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.GOAWAY;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.HEADERS;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.PING;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.PRIORITY;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.SETTINGS;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** Frames that carry nothing, and never end: each kind ends the connection. RFC 9113 §10.5. */
@Timeout(60)
class FloodsTest {

  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int CANCEL = 8;
  private static final int UNKNOWN = 0x42;

  /** More of each kind than any of the bounds. */
  private static final int MANY = 3000;

  /** Sends the frames of one round, from 0 on. */
  private interface Round {
    void send(RawHttp2Client client, int number) throws IOException;
  }

  private static void isEnded(Round round) throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.request(1, true, "GET", "/");
      client.status(1);
      assertThat(endOf(client, round)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  /** The code of the GOAWAY, which a reset may overtake: what is still sent is not read. */
  private static int endOf(RawHttp2Client client, Round round) throws IOException {
    boolean cut = false;
    try {
      for (int i = 0; i < MANY; i++) {
        round.send(client, i);
      }
    } catch (SocketException e) {
      cut = true; // It has been closed under what was still sent: the reset is told once.
    }
    try {
      Frame last = client.read();
      while (last.type() != GOAWAY) {
        last = client.read();
      }
      return last.secondNumber();
    } catch (SocketException e) {
      return ENHANCE_YOUR_CALM;
    } catch (EOFException e) {
      if (cut) {
        return ENHANCE_YOUR_CALM;
      }
      throw e;
    }
  }

  private static int stream(int number) {
    return 2 * number + 3;
  }

  @Test
  void pings() throws Exception {
    isEnded((client, i) -> client.send(PING, 0, 0, new byte[8]));
  }

  @Test
  void settings() throws Exception {
    isEnded((client, i) -> client.send(SETTINGS, 0, 0, new byte[0]));
  }

  @Test
  void priorities() throws Exception {
    isEnded((client, i) -> client.send(PRIORITY, 0, stream(i), new byte[] {0, 0, 0, 1, 15}));
  }

  @Test
  void unknownFrames() throws Exception {
    isEnded((client, i) -> client.send(UNKNOWN, 0, 0, new byte[0]));
  }

  /** CVE-2023-44487. */
  @Test
  void resets() throws Exception {
    isEnded(
        (client, i) -> {
          client.request(stream(i), true, "GET", "/");
          client.send(RST_STREAM, stream(i), CANCEL);
        });
  }

  /** CVE-2025-8671: the server is made to reset them. */
  @Test
  void resetsThatAreOurs() throws Exception {
    isEnded((client, i) -> client.request(stream(i), true, "G ET", "/"));
  }

  /** CVE-2019-9518. */
  @Test
  void emptyData() throws Exception {
    isEnded(
        (client, i) -> {
          if (i == 0) {
            client.request(3, false, "POST", "/");
          }
          client.send(DATA, 0, 3, new byte[0]);
        });
  }

  /** CVE-2024-27316. */
  @Test
  void continuations() throws Exception {
    isEnded((client, i) -> client.send(i == 0 ? HEADERS : CONTINUATION, 0, 3, new byte[0]));
  }
}
