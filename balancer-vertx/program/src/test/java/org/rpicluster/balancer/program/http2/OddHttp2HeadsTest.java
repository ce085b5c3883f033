package org.rpicluster.balancer.program.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Heads over HTTP/2 that no client sends: they cost their own stream, and nothing else. */
@Timeout(60)
class OddHttp2HeadsTest {

  private static final int PROTOCOL_ERROR = 1;

  @TempDir private Path directory;
  private RawMember member;
  private Program program;
  private RawHttp2Client client;

  @BeforeEach
  void start() throws Exception {
    member = new RawMember(ok("hello"));
    String yaml =
        String.format(
            Locale.ROOT,
            """
        listen: [{address: "127.0.0.1:0", h2c: true}]
        accessLog: {file: %s, format: '%%r|%%U|%%>s'}
        clusters: {c: {members: [%s]}}
        routes: [{path: /, cluster: c}]
        """,
            log(),
            member.url());
    program =
        Program.start(Platform.forProxy(), new YamlFrontEnd().read(new Source("test.yaml", yaml)));
    client = new RawHttp2Client(program.addresses().get(0).address().port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    program.close();
    member.close();
  }

  private Path log() {
    return directory.resolve("access.log");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connect_is405_asOverHttp1(boolean last) throws Exception {
    client.head(1, last, ":method", "CONNECT", ":authority", "a.test:443");

    assertThat(client.status(1)).isEqualTo("405");
    TestProxy.await(() -> logged().equals("CONNECT a.test:443 HTTP/2.0|a.test:443|405"));
    isServed(3);
  }

  private String logged() {
    try {
      return Files.readString(log()).trim();
    } catch (IOException e) {
      return "";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G ET",
        " GET",
        "GET ",
        "G\tET",
        "G\u0000ET",
        "GET\r\nX: y",
        "",
        "G\u00c9T",
        "(GET)"
      })
  void methodThatIsNoWord_endsItsStream(String method) throws Exception {
    client.request(1, true, method, "/");

    Frame end = client.read(frame -> frame.stream() == 1);
    assertThat(end.type()).isEqualTo(RST_STREAM);
    assertThat(end.number()).isEqualTo(PROTOCOL_ERROR);
    isServed(3);
  }

  @Test
  void otherStreams_goOn() throws Exception {
    client.request(1, false, "POST", "/");
    client.request(3, true, "G ET", "/");
    client.read(RST_STREAM, 3);
    client.send(0, 1, 1, new byte[0]);

    assertThat(client.status(1)).isEqualTo("200");
  }

  private void isServed(int stream) throws Exception {
    client.request(stream, true, "GET", "/");
    assertThat(client.status(stream)).isEqualTo("200");
  }
}
