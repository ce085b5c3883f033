package org.rpicluster.balancer.program.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Listeners that come, change and go with a reload, while others stand. */
@Timeout(60)
class ListenerReloadTest {

  private static final String ONE = "127.0.0.1:0";

  private final CountDownLatch thought = new CountDownLatch(1);
  private RawMember member;
  private StartedProgram program;

  @BeforeEach
  void start() throws Exception {
    member = new RawMember(RawMember.after(thought, RawMember.ok("hello")));
    program = new StartedProgram(yaml("first", plain(ONE)));
  }

  @AfterEach
  void stop() throws Exception {
    thought.countDown();
    program.close();
    member.close();
  }

  @Test
  void newAddress_isListenedAt_andTheOldOneStands() throws Exception {
    try (RawClient standing = program.connect(0).get("/own")) {
      assertThat(standing.readAnswer()).endsWith("first");

      String summary = program.reload(yaml("second", plain(ONE), plain(ONE))).summary();

      assertThat(summary).isEqualTo("listeners: 1 kept, 1 added; members: 1 kept");
      assertThat(standing.get("/own").readAnswer()).endsWith("second");
      assertThat(own(1)).endsWith("second");
    }
  }

  @Test
  void addressThatIsGone_finishesWhatIsInFlight_andTakesNothingMore() throws Exception {
    program.reload(yaml("both", plain(ONE), plain(ONE)));
    int gone = program.port(1);
    try (RawClient client = new RawClient(gone).get("/")) {
      TestProxy.await(() -> member.heads().size() == 1);

      String summary = program.reload(yaml("one", plain(ONE))).summary();

      assertThat(summary).isEqualTo("listeners: 1 kept, 1 draining; members: 1 kept");
      assertThatIOException().isThrownBy(() -> new RawClient(gone).close());
      thought.countDown();
      assertThat(client.readHead()).containsIgnoringCase("connection: close");
      assertThat(client.readAll()).isEqualTo("hello");
      assertThat(own(0)).endsWith("one");
    }
  }

  @Test
  void addressThatCannotBeHad_changesNothing() throws Exception {
    program.reload(yaml("first", plain(ONE), plain(ONE)));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String there = "127.0.0.1:" + taken.getLocalPort();

      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> program.reload(yaml("second", plain(ONE), plain(there))))
          .withMessage("cannot listen at " + there + ": the port is in use");

      assertThat(own(0)).endsWith("first");
      assertThat(own(1)).endsWith("first");
    }
  }

  @Test
  void oneAddressOfMany_takesTheirPlace_andTheyAreBackIfItCannot() throws Exception {
    String every = "0.0.0.0:" + freePort();
    program.reload(yaml("every", plain(every)));
    int port = program.port(0);

    program.reload(yaml("one", plain("127.0.0.1:" + port)));
    assertThat(own(0)).endsWith("one");

    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> program.reload(yaml("none", plain("192.0.2.1:" + port))))
        .withMessageContaining("192.0.2.1");
    assertThat(program.port(0)).isEqualTo(port);
    assertThat(own(0)).endsWith("one");
  }

  @Test
  void protocolOfAnAddress_changesForConnectionsToCome() throws Exception {
    try (RawClient standing = program.connect(0).get("/own")) {
      standing.readAnswer();

      program.reload(yaml("second", "{address: '" + ONE + "', proxyProtocol: true}"));

      assertThat(standing.get("/own").readAnswer()).endsWith("second");
      try (RawClient next = program.connect(0)) {
        next.send("PROXY TCP4 192.0.2.7 192.0.2.8 1 2\r\n").get("/own");
        assertThat(next.readAnswer()).endsWith("second");
      }
    }
  }

  @Test
  void limitsOfRequests_changeForConnectionsToCome() throws Exception {
    program.reload("limits: {requestLine: 256}\n" + yaml("second", plain(ONE)));

    try (RawClient client = program.connect(0).get("/" + "x".repeat(400))) {
      assertThat(client.readHead()).startsWith("HTTP/1.1 414 ");
    }
  }

  @Test
  void nameOfAnAddress_changesAtOnce() throws Exception {
    String routes =
        "  - {path: /own, listener: inner, respond: {status: 200, body: inside}}\n"
            + "  - {path: /own, respond: {status: 200, body: outside}}\n";
    try (RawClient standing = program.connect(0).get("/own")) {
      standing.readAnswer();
      program.reload(listen("{address: '" + ONE + "', name: inner}") + routes + rest());
      assertThat(standing.get("/own").readAnswer()).endsWith("inside");
    }
  }

  @Test
  void manyReloads_leaveOneConfiguration_andTheListenersOfTheLast() throws Exception {
    Random random = new Random(14);
    try (RawClient standing = program.connect(0)) {
      for (int i = 0; i < 100; i++) {
        String[] listeners = new String[1 + random.nextInt(4)];
        Arrays.setAll(listeners, any -> option(random));
        program.reload(yaml("now" + i, listeners));
        assertThat(standing.get("/own").readAnswer()).endsWith("now" + i);
      }
    }
    program.reload(yaml("last", plain(ONE)));
    TestProxy.await(() -> program.standing() == 1);
    assertThat(own(0)).endsWith("last");
  }

  private static String option(Random random) {
    return random.nextBoolean() ? plain(ONE) : "{address: '" + ONE + "', h2c: true}";
  }

  private String own(int listener) throws IOException {
    try (RawClient client = program.connect(listener).get("/own")) {
      return client.readAnswer();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String plain(String address) {
    return "{address: '" + address + "'}";
  }

  private static String listen(String... listeners) {
    return "trustedProxies: [127.0.0.0/8]\nlisten: ["
        + String.join(", ", listeners)
        + "]\nroutes:\n";
  }

  /** With an answer of its own, which tells it from another one. */
  private String yaml(String name, String... listeners) {
    String own = "  - {path: /own, respond: {status: 200, body: %s}}\n";
    return listen(listeners) + String.format(Locale.ROOT, own, name) + rest();
  }

  private String rest() {
    return "  - {path: /, cluster: c}\nclusters: {c: {members: [" + member.url() + "]}}\n";
  }
}
