package org.rpicluster.balancer.program.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.kit.AccountedListener;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** What a listener's connections are charged before a request is whole, and behind one. */
class HeldHeadsTest {

  private static final int MANY = 100;
  private static final int LATE = 10;
  private static final ListenerSettings PLAIN =
      ListenerSettings.plain(new ListenAddress("127.0.0.1", 0));

  private static final long CONNECTION_BYTES = 6 * 1024;
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.test\r\n";

  /** Costs 8 KiB with the room for it, beyond what is free. */
  private static final String LARGE = fields(90).replace(":", ": " + "x".repeat(64));

  private final List<RawClient> clients = new ArrayList<>();
  private AccountedListener listener;

  @BeforeEach
  void listen() throws Exception {
    listener = new AccountedListener(PLAIN, MANY, any -> any);
  }

  @AfterEach
  void close() throws Exception {
    listener.answer();
    for (RawClient client : clients) {
      client.close();
    }
    listener.close();
  }

  private RawClient connect() throws Exception {
    RawClient client = new RawClient(listener.port);
    clients.add(client);
    return client;
  }

  /** Short lines. */
  private static String fields(int count) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append('t').append(i).append(":\r\n");
    }
    return fields.toString();
  }

  @Test
  void headsThatNeverEnd_areChargedAsTheyGrow_andOneTooManyIsRefused() throws Exception {
    long before = 0;
    while (clients.size() < MANY && listener.memory.share("heads").room() > 9 * 1024) {
      connect().send(GET + LARGE);
      long least = before;
      TestProxy.await(() -> listener.memory.share("heads").used() > least);
      before = listener.memory.share("heads").used();
    }
    assertThat(clients).hasSizeBetween(5, MANY - 1);

    assertThat(connect().send(GET + LARGE).readAll())
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("connection: close");
    listener.answer();
    assertThat(connect().get("/").readAnswer()).endsWith("fine");
  }

  @Test
  void fieldsTooMany_areRefused_beforeTheHeadIsWhole() throws Exception {
    assertThat(connect().send(GET + fields(100)).readAll()).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void trailersTooMany_areRefused_beforeTheirEnd() throws Exception {
    RawClient client =
        connect().send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("1\r\na\r\n0\r\n" + fields(101));
    assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void connectionTooMany_takesThePlaceOfOneThatWaits() throws Exception {
    fill();

    listener.answer();
    assertThat(connect().get("/").readAnswer()).endsWith("fine");
    assertThat(clients.get(0).readAll()).isEmpty();
  }

  /** Those that are to leave for others need a turn of their event loops, which may be busy. */
  @Test
  void connectionsThatComeAtOnce_waitForTheOnesThatLeave() throws Exception {
    fill();
    CountDownLatch busy = new CountDownLatch(1);
    listener.occupyUntil(busy);
    listener.answer();
    List<RawClient> late = new ArrayList<>();
    for (int i = 0; i < LATE; i++) {
      late.add(connect().get("/"));
    }
    TestProxy.await(() -> listener.memory.share("connections").room() < CONNECTION_BYTES);
    busy.countDown();

    for (RawClient client : late) {
      assertThat(client.readAnswer()).endsWith("fine");
    }
  }

  private void fill() throws Exception {
    while (clients.size() < MANY && listener.memory.share("connections").room() >= 16 * 1024) {
      int count = clients.size() + 1;
      connect();
      TestProxy.await(
          () -> listener.memory.share("connections").used() == count * CONNECTION_BYTES);
    }
    assertThat(clients).hasSizeBetween(LATE, MANY - 1);
  }

  @Test
  void requestsBehindOneThatIsNotAnswered_costTheirBytes_andAreAnsweredInTurn() throws Exception {
    RawClient client = connect();
    String get = GET + "\r\n";
    client.send(get.repeat(MANY));
    TestProxy.await(() -> !listener.member.heads().isEmpty());
    assertThat(listener.memory.share("requests to test").used()).isLessThan(8 * 1024);
    assertThat(listener.memory.share("heads").used()).isLessThan(get.length() * MANY);

    listener.answer();
    for (int i = 0; i < MANY; i++) {
      assertThat(client.readAnswer()).endsWith("fine");
    }
  }

  @Test
  void requestsBehindOneThatIsNotAnswered_areAnswered_thoughTheClientHasClosedItsSide()
      throws Exception {
    RawClient client = connect();
    client.send((GET + "\r\n").repeat(3)).finish();
    TestProxy.await(() -> !listener.member.heads().isEmpty());
    listener.answer();
    assertThat(client.readAll().split("fine", -1)).hasSize(4);
  }
}
