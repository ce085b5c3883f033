package org.rpicluster.balancer.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.config.ListenAddress;
import org.rpicluster.balancer.vertx.config.ListenerSettings;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What an HTTP/2 connection is charged for bodies that no member takes yet. */
@Timeout(60)
class HeldFramesTest {

  private static final int MANY = 100;
  private static final int FRAMES = 20_000;

  /** At a read, and at a write; but not a timeout. */
  private static final Class<?>[] ENDED = {EOFException.class, SocketException.class};

  private static final ListenerSettings H2C =
      new ListenerSettings(new ListenAddress("127.0.0.1", 0), Optional.empty(), false, true, false);

  private AccountedListener listener;

  @BeforeEach
  void listen() throws Exception {
    listener = new AccountedListener(H2C, MANY, one -> one.maxInFlight(1));
  }

  @AfterEach
  void close() throws Exception {
    listener.close();
  }

  /** Sends an upload in frames of one byte, and reads until the connection has ended. */
  private static void upload(RawHttp2Client client) throws IOException {
    client.request(1, false, "POST", "/");
    for (int i = 0; i < FRAMES; i++) {
      client.send(RawHttp2Member.DATA, 0, 1, new byte[1]);
    }
    client.readToEnd();
  }

  @Test
  void framesForWhichThereIsNoRoom_endTheirConnection_andOthersOfTheSameLoopGoOn()
      throws Exception {
    try (RawHttp2Client first = new RawHttp2Client(listener.port)) {
      first.request(1, true, "GET", "/");
      TestProxy.await(() -> !listener.member.heads().isEmpty());
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        try (RawHttp2Client client = new RawHttp2Client(listener.port)) {
          assertThatThrownBy(() -> upload(client)).isInstanceOfAny(ENDED);
        }
      }
      TestProxy.await(() -> listener.memory.share("read ahead").used() == 0);
      listener.answer();

      assertThat(first.status(1)).isEqualTo("200");
    }
  }
}
