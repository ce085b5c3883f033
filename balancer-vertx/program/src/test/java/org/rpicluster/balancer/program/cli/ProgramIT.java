package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started as a user does. */
@Timeout(120)
class ProgramIT {

  private static final List<String> NO_OPTIONS = List.of();

  @TempDir private Path temporary;
  @TempDir private Path directory;

  @Test
  void demo_balancesItsMembersInTurn_andLeavesNothingBehind() throws Exception {
    try (RunningJar jar = start("demo", "--port", "0", "--members", "3")) {
      String url = jar.awaitOut("ready ");
      List<String> servers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        servers.add(jar.get(url + "/member").body().trim());
      }

      assertThat(servers).containsExactly("pi1", "pi2", "pi3", "pi1", "pi2", "pi3");
      assertThat(jar.get(url + "/").body()).contains("<h1>");
      jar.signal("TERM");
      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.restOfOut())
          .contains("manager " + url + "/balancer-manager", "member pi1 http://127.0.0.1:");
      assertThat(jar.restOfErr()).noneMatch(line -> line.contains("Exception"));
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void term_finishesWhatIsInFlight_andAcceptsNothingNew() throws Exception {
    try (RunningJar jar = start("demo", "--port", "0")) {
      URI url = URI.create(jar.awaitOut("ready "));
      try (Socket download = new Socket(url.getHost(), url.getPort())) {
        InputStream in = download.getInputStream();
        send(download, "GET /large.bin HTTP/1.0\r\nHost: x\r\n\r\n");
        assertThat(in.read()).isEqualTo('H');

        jar.signal("TERM");
        jar.awaitErr("SIGTERM");
        awaitRefusal(url);

        assertThat(in.transferTo(OutputStream.nullOutputStream())).isGreaterThan(64 << 20);
      }
      assertThat(jar.exitStatus()).isZero();
    }
  }

  @Test
  void secondTerm_endsAtOnce() throws Exception {
    try (RunningJar jar = start("demo", "--port", "0")) {
      URI url = URI.create(jar.awaitOut("ready "));
      try (Socket download = new Socket(url.getHost(), url.getPort())) {
        send(download, "GET /large.bin HTTP/1.0\r\nHost: x\r\n\r\n");
        assertThat(download.getInputStream().read()).isEqualTo('H');

        jar.signal("TERM");
        jar.awaitErr("SIGTERM");
        jar.signal("TERM");

        assertThat(jar.exitStatus()).isZero();
      }
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void hup_appliesTheDifference_orKeepsWhatWas() throws Exception {
    HttpServer first = member("first");
    HttpServer second = member("second");
    Path file = directory.resolve("cluster.yaml");
    Files.writeString(file, configuration(first));
    try (RunningJar jar = start("run", file.toString())) {
      String url = jar.awaitOut("ready ");
      assertThat(jar.get(url).body()).isEqualTo("first");

      Files.writeString(file, configuration(second));
      jar.signal("HUP");
      jar.awaitErr("read again");
      assertThat(jar.get(url).body()).isEqualTo("second");

      Files.writeString(file, configuration(first).replace("members", "membres"));
      jar.signal("HUP");
      assertThat(jar.awaitErr("membres"))
          .contains(file + ":2:18: membres: unknown key (expected: members)");
      jar.awaitErr("the configuration stays as it was");
      assertThat(jar.get(url).body()).isEqualTo("second");

      jar.signal("TERM");
      assertThat(jar.exitStatus()).isZero();
    } finally {
      first.stop(0);
      second.stop(0);
    }
  }

  @Test
  void portInUse_isOneLine_andStatus2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertFault(
          start("demo", "--port", port),
          "balancer: cannot listen at 127.0.0.1:" + port + ": the port is in use");
    }
  }

  @Test
  void missingFile_isOneLine_andStatus2() throws Exception {
    assertFault(start("run", "nowhere.yaml"), "balancer: nowhere.yaml: no such file");
  }

  @Test
  void missingArgument_isOneLine_andStatus2() throws Exception {
    assertFault(
        start("run"), "balancer: Missing required parameter: 'FILE'; see balancer run --help");
  }

  @Test
  void misspeltCommand_isGuessed() throws Exception {
    assertFault(start("chek", "nowhere.yaml"), "balancer: command: chek (expected: check)");
  }

  @Test
  void check_saysEveryErrorOfAFile() throws Exception {
    Path file = directory.resolve("bad.yaml");
    Files.writeString(file, "listen: a:0\nclusters: {a: {}}\nroutes: 1\n");

    assertFault(
        start("check", file.toString()),
        file + ":2:15: members: missing (expected: a list of one or more members)",
        file + ":3:9: routes: 1 (expected: a list of one or more routes)");
  }

  @Test
  void check_acceptsTheExample() throws Exception {
    Path example = Path.of("..", "..", "examples", "rpicluster.yaml");
    try (RunningJar jar = start("check", example.toString())) {
      assertThat(jar.restOfOut().lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo(example + ": ok"),
              line -> assertThat(line).startsWith("limits: "),
              line -> assertThat(line).startsWith("timeouts: "),
              line -> assertThat(line).startsWith("memory: heap at most "));
      assertThat(jar.exitStatus()).isZero();
    }
  }

  @Test
  void unsafeProperty_isRefused() throws Exception {
    String property = "-Dvertx.disableHttpHeadersValidation=true";

    assertFault(
        RunningJar.start(temporary, List.of(property), "demo", "--port", "0"),
        "balancer: "
            + property.replace("=", ": ")
            + " (expected: not set: it would let requests be smuggled)");
  }

  private static void assertFault(RunningJar jar, String... lines) throws InterruptedException {
    try (jar) {
      assertThat(jar.restOfErr()).containsExactly(lines);
      assertThat(jar.exitStatus()).isEqualTo(2);
      assertThat(jar.restOfOut()).isEmpty();
    }
  }

  private RunningJar start(String... arguments) throws IOException {
    return RunningJar.start(temporary, NO_OPTIONS, arguments);
  }

  private static void awaitRefusal(URI url) throws IOException {
    boolean refused = false;
    while (!refused) {
      try (Socket late = new Socket(url.getHost(), url.getPort())) {
        refused = late.getInputStream().read() == -1;
      } catch (SocketException e) {
        refused = true; // or reset, if it was in the line of a socket that closes
      }
    }
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static HttpServer member(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
          }
        });
    server.start();
    return server;
  }

  private static String configuration(HttpServer member) {
    return String.format(
        Locale.ROOT,
        """
        listen: 127.0.0.1:0
        clusters: {pis: {members: [http://127.0.0.1:%d]}}
        routes: [{path: /, cluster: pis}]
        """,
        member.getAddress().getPort());
  }
}
