package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.GOAWAY;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.PING;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** Streams begin once, each behind the one before. RFC 9113 §5.1, §5.1.1. */
@Timeout(60)
class StreamOrderTest {

  private static final int STREAM_CLOSED = 5;
  private static final int CANCEL = 8;
  private static final int END = 1;
  private static final byte[] BODY = "abc".getBytes(StandardCharsets.US_ASCII);

  private TestSessions sessions;
  private RawHttp2Client client;

  @BeforeEach
  void start() throws Exception {
    sessions = TestSessions.answering();
    client = sessions.connect();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    sessions.close();
  }

  @Test
  void streamsInTheirOrder_areServed() throws Exception {
    client.request(1, false, "POST", "/");
    client.send(DATA, 0, 1, BODY);
    client.send(PING, 0, 0, new byte[8]);
    client.send(DATA, END, 1, BODY);
    client.request(3, true, "GET", "/");
    client.request(7, true, "GET", "/");

    assertThat(client.status(7)).isEqualTo("200");
  }

  @Test
  void headForAnEndedStream_endsTheConnection() throws Exception {
    client.request(1, false, "POST", "/");
    client.send(DATA, END, 1, BODY);
    client.request(1, true, "GET", "/");

    assertThat(end()).isEqualTo(STREAM_CLOSED);
  }

  @Test
  void headAfterTheClientsOwnReset_endsTheConnection() throws Exception {
    client.request(1, false, "POST", "/");
    client.send(RST_STREAM, 1, CANCEL);
    client.request(1, true, "GET", "/");

    assertThat(end()).isEqualTo(STREAM_CLOSED);
  }

  @Test
  void headOfALowerStream_endsTheConnection() throws Exception {
    client.request(5, true, "GET", "/");
    client.request(3, true, "GET", "/");

    assertThat(end()).isEqualTo(STREAM_CLOSED);
  }

  /** The code with which the connection ends. */
  private int end() throws IOException {
    Frame last = client.read();
    while (last.type() != GOAWAY) {
      last = client.read();
    }
    return last.secondNumber();
  }
}
