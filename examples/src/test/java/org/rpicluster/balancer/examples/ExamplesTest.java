package org.rpicluster.balancer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.cli.Main;

/** Every example runs, in a process of its own, and does what it says. */
class ExamplesTest {

  private final Web web = new Web();

  @AfterEach
  void stopMembers() throws IOException {
    web.close();
  }

  @Test
  void plainJava_asksItsMembersInTurn() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(EmbedInPlainJava.class, "0", web.member("a"), web.member("b"))) {
      assertThat(bodies(main, 4)).containsExactly("a /x?y=1", "b /x?y=1", "a /x?y=1", "b /x?y=1");
    }
  }

  @Test
  void plainJava_asksAnotherMember_whenOneIsDead() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(
            EmbedInPlainJava.class, "0", web.deadMember(), web.member("b"), web.member("c"))) {
      assertThat(bodies(main, 4)).containsExactly("b /x?y=1", "c /x?y=1", "b /x?y=1", "c /x?y=1");
    }
  }

  @Test
  void plainJava_saysSo_whenEveryMemberIsDead() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(EmbedInPlainJava.class, "0", web.deadMember(), web.deadMember())) {
      assertThat(web.get(main.url()).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void plainJava_runsAsAModule() throws Exception {
    try (RunningMain main = RunningMain.asModule(EmbedInPlainJava.class, "0", web.member("a"))) {
      assertThat(bodies(main, 1)).containsExactly("a /x?y=1");
    }
  }

  @Test
  void changeOfACluster_isMadeAtOnce() throws Exception {
    assertThat(RunningMain.outputOf(ChangeACluster.class))
        .isEqualToNormalizingNewlines("bybusyness\npi1 1\npi2 2\npi4 1\n");
  }

  @Test
  void ownServer_answersItsOwnRoutes_andProxiesTheRest() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(MountInYourServer.class, "0", web.member("a"), web.member("b"))) {
      assertThat(web.get(main.url() + "/hello").body()).isEqualTo("hello from your own server\n");
      assertThat(bodies(main, 4)).containsExactly("a /x?y=1", "b /x?y=1", "a /x?y=1", "b /x?y=1");
    }
  }

  @Test
  void measuredProxy_countsWhatItForwards() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(MeasureYourProxy.class, "0", web.member("a"), web.member("b"))) {
      assertThat(bodies(main, 4)).containsExactly("a /x?y=1", "b /x?y=1", "a /x?y=1", "b /x?y=1");
      assertThat(web.get(main.url() + "/metrics").body())
          .contains("rpicluster")
          .containsPattern("(?m)^balancer_requests_total\\{[^}]*\\} 4");
    }
  }

  @Test
  void listenerOfTheLibrary_sharesRequestsAmongMembers() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(ServeACluster.class, "0", web.member("a"), web.member("b"))) {
      assertThat(bodies(main, 4)).containsExactly("a /x?y=1", "b /x?y=1", "a /x?y=1", "b /x?y=1");
    }
  }

  @Test
  void listenersWithLimits_shareRequestsAmongMembers() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(
            ServeWithLimits.class, "0", "0", web.member("a"), web.member("b"))) {
      assertThat(bodies(main, 4)).containsExactly("a /x?y=1", "b /x?y=1", "a /x?y=1", "b /x?y=1");
    }
  }

  @Test
  void listenerOfTheLibrary_runsAsAModule() throws Exception {
    try (RunningMain main = RunningMain.asModule(ServeACluster.class, "0", web.echoingMember())) {
      assertThat(web.post(main.url(), "a body").body()).isEqualTo("a body");
    }
  }

  @Test
  void ownServer_leavesTheConsoleToItsProgram() throws Exception {
    try (RunningMain main =
        RunningMain.onClassPath(MountInYourServer.class, "0", web.member("a"))) {
      assertThat(bodies(main, 1)).containsExactly("a /x?y=1");
      assertThat(main.console()).isEmpty();
    }
  }

  @Test
  void ownServer_proxiesABody() throws Exception {
    String body = "a body ".repeat(100_000);
    try (RunningMain main =
        RunningMain.onClassPath(MountInYourServer.class, "0", web.echoingMember())) {
      assertThat(web.post(main.url(), body).body().equals(body)).isTrue();
    }
  }

  @Test
  void ownServer_runsAsAModule() throws Exception {
    try (RunningMain main = RunningMain.asModule(MountInYourServer.class, "0", web.member("a"))) {
      assertThat(bodies(main, 1)).containsExactly("a /x?y=1");
      assertThat(askingForWebSocket(main)).startsWith("HTTP/1.1 200 ").endsWith("a /ws");
    }
  }

  @Test
  void ownServer_proxiesABody_asAModule_withoutWhatVertxKeepsToItself() throws Exception {
    try (RunningMain main =
        RunningMain.asModule(MountInYourServer.class, "0", web.echoingMember())) {
      HttpResponse<String> answer = web.post(main.url(), "a body");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("a body");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rpicluster.yaml",
        "four-pis.yaml",
        "several-sites.yaml",
        "without-a-cluster.yaml"
      })
  void configuration_isAccepted(String file) throws Exception {
    Process check = RunningMain.program("check", file);
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).startsWith(file + ": ok\nlimits: ");
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void apacheConfiguration_isCarriedOutWhole() throws Exception {
    Process check = RunningMain.program("check", "rpicluster.conf");
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).contains("rpicluster.conf: lines translated: 14 of 14\nrpicluster.conf: ok\n");
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void program_takesAStrategyOfYourOwn_byItsNameInTheConfiguration(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("own.yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
            listen: 127.0.0.1:0
            clusters:
              own:
                strategy: in-batches
                members: [%s, %s]
            routes:
              - path: /
                cluster: own
            """,
            web.member("a"),
            web.member("b")));
    try (RunningMain main = RunningMain.program(Main.class, "run", file.toString())) {
      assertThat(bodies(main, 20))
          .isEqualTo(
              Stream.of("a", "b")
                  .flatMap(id -> Collections.nCopies(10, id + " /x?y=1").stream())
                  .toList());
    }
  }

  /** The member is not told of the upgrade, and answers as if there were none. */
  private static String askingForWebSocket(RunningMain main) throws IOException {
    try (Socket client = new Socket("127.0.0.1", URI.create(main.url()).getPort())) {
      String request =
          "GET /ws HTTP/1.1\r\nHost: a.test\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      client.getOutputStream().write(request.getBytes(UTF_8));
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private List<String> bodies(RunningMain main, int count)
      throws IOException, InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bodies.add(web.get(main.url() + "/x?y=1").body());
    }
    return bodies;
  }
}
