package org.rpicluster.balancer.program.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.kit.TlsClient;

/** An answer over TLS that is not whole does not end as a whole one does. RFC 9112 §9.8. */
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"jdk", "boringssl"})
class TruncatedTlsTest {

  @Parameter private String engine;

  private static final Path FILES =
      Path.of("..", "src", "test", "resources", "org", "rpicluster", "balancer", "vertx", "tls");

  private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n";
  private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\n\r\npart";

  private Program program(RawMember member, String more) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
            listen:
              - {address: "127.0.0.1:0", tls: {certificate: %1$s/rsa.pem, key: %1$s/rsa.key}, tlsEngine: %4$s}
              - {address: "127.0.0.1:0"}
            clusters: {c: {members: [%2$s]%3$s}}
            routes: [{path: /, cluster: c}]
            shutdown: 200ms
            timeouts: {handshake: 1m, head: 1m}
            """,
            FILES,
            member.url(),
            more,
            engine);
    return Program.start(
        Platform.forProxy(), new YamlFrontEnd().read(new Source("test.yaml", yaml)));
  }

  private static TlsClient ask(Program program, String version) throws Exception {
    return new TlsClient(program.addresses().get(0).address().port())
        .send("GET / HTTP/" + version + "\r\nHost: a.test\r\n\r\n");
  }

  /** Chunks that the member cuts, to a client that knows none, and to one that does. */
  @ParameterizedTest
  @CsvSource({
    "1.0, CHUNKED",
    "1.0, LENGTH",
    "1.0, RESET",
    "1.1, CHUNKED",
    "1.1, LENGTH",
    "1.1, RESET"
  })
  void answerThatTheMemberCuts_endsWithoutGoodbye(String version, String kind) throws Exception {
    CountDownLatch partRead = new CountDownLatch(1);
    Reply cuts =
        connection -> {
          connection.write(bytes(kind));
          await(partRead);
          connection.reset();
        };
    try (RawMember member = new RawMember(cuts);
        Program program = program(member, "");
        TlsClient client = ask(program, version)) {
      TestProxy.await(() -> client.read().contains("part"));
      partRead.countDown();

      assertThat(client.saidGoodbye()).isFalse();
    }
  }

  private static String bytes(String kind) {
    return switch (kind) {
      case "CHUNKED" -> CHUNKED;
      case "LENGTH" -> LENGTH;
      default -> UNTIL_CLOSE;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1"})
  void answerOfAMemberThatFallsSilent_endsWithoutGoodbye(String version) throws Exception {
    try (RawMember member = new RawMember(RawMember.says(CHUNKED));
        Program program = program(member, ", timeouts: {idle: 200ms}");
        TlsClient client = ask(program, version)) {
      assertThat(client.saidGoodbye()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1"})
  void answerThatIsCutAtTheEndOfTheShutdown_endsWithoutGoodbye(String version) throws Exception {
    try (RawMember member = new RawMember(RawMember.says(CHUNKED));
        Program program = program(member, "");
        TlsClient client = ask(program, version)) {
      TestProxy.await(() -> client.read().contains("part"));
      program.drain();

      assertThat(client.saidGoodbye()).isFalse();
    }
  }

  /** Without TLS only a reset tells such a client. */
  @Test
  void answerInTheClearThatOnlyItsCloseEnds_isResetAtTheEndOfTheShutdown() throws Exception {
    try (RawMember member = new RawMember(RawMember.says(CHUNKED));
        Program program = program(member, "");
        RawClient client = new RawClient(program.addresses().get(1).address().port())) {
      client.send("GET / HTTP/1.0\r\nHost: a.test\r\n\r\n").readHead();
      program.drain();

      assertThat(client.isReset()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1"})
  void wholeAnswer_endsWithGoodbye(String version) throws Exception {
    try (RawMember member = new RawMember(saysAndCloses(UNTIL_CLOSE));
        Program program = program(member, "");
        TlsClient client = ask(program, version)) {
      if (version.equals("1.1")) {
        TestProxy.await(() -> client.read().endsWith("\r\n0\r\n\r\n"));
        program.drain();
      }

      assertThat(client.saidGoodbye()).isTrue();
      assertThat(client.read()).contains("part");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
