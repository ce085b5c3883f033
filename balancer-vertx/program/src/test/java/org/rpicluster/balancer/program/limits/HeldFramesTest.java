package org.rpicluster.balancer.program.limits;

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
import org.rpicluster.balancer.program.kit.AccountedListener;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

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

  private static void uploadInFramesOfOneByte(RawHttp2Client client) throws IOException {
    client.request(1, false, "POST", "/");
    for (int i = 0; i < FRAMES; i++) {
      client.send(RawHttp2Member.DATA, 0, 1, new byte[1]);
    }
  }

  /** Sends uploads within each stream's window, and reads until the connection has ended. */
  private static void uploads(RawHttp2Client client) throws IOException {
    for (int stream = 1; stream < 32; stream += 2) {
      client.request(stream, false, "POST", "/");
      for (int i = 0; i < 4; i++) {
        client.send(RawHttp2Member.DATA, 0, stream, new byte[15_000]);
      }
    }
    client.readToEnd();
  }

  private long ahead() {
    return listener.memory.share("read ahead").used();
  }

  @Test
  void framesOfOneByte_costWhatTheirBytesDo_andTheirUploadsEndWell() throws Exception {
    try (RawHttp2Client first = new RawHttp2Client(listener.port);
        RawHttp2Client second = new RawHttp2Client(listener.port);
        RawHttp2Client third = new RawHttp2Client(listener.port)) {
      first.request(1, true, "GET", "/");
      TestProxy.await(() -> !listener.member.heads().isEmpty());
      uploadInFramesOfOneByte(second);
      uploadInFramesOfOneByte(third);

      TestProxy.await(() -> ahead() > FRAMES);
      assertThat(ahead()).isLessThan(4L * FRAMES);
      listener.answer();
      assertThat(first.status(1)).isEqualTo("200");
      for (RawHttp2Client upload : new RawHttp2Client[] {second, third}) {
        upload.send(RawHttp2Member.DATA, RawHttp2Member.END_STREAM, 1, new byte[0]);
        assertThat(upload.status(1)).isEqualTo("200");
      }
    }
  }

  @Test
  void uploadsForWhichThereIsNoRoom_endTheirConnection_andOthersOfTheSameLoopGoOn()
      throws Exception {
    try (RawHttp2Client first = new RawHttp2Client(listener.port)) {
      first.request(1, true, "GET", "/");
      TestProxy.await(() -> !listener.member.heads().isEmpty());
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        try (RawHttp2Client client = new RawHttp2Client(listener.port)) {
          assertThatThrownBy(() -> uploads(client)).isInstanceOfAny(ENDED);
        }
      }
      TestProxy.await(() -> ahead() == 0);
      listener.answer();

      assertThat(first.status(1)).isEqualTo("200");
    }
  }
}
