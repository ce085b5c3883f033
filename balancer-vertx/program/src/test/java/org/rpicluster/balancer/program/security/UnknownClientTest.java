package org.rpicluster.balancer.program.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** A client that a trusted proxy does not name is not the proxy: it is in no list at all. */
@Timeout(60)
class UnknownClientTest {

  private static final String GET =
      "GET /balancer-manager/api/clusters HTTP/1.1\r\nHost: localhost\r\n";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=\"x, for=203.0.113.9",
        "Forwarded: for=\"x\r\nForwarded: for=127.0.0.1",
        "Forwarded: for=127.0.0.1\r\nForwarded: for=\"x",
        "Forwarded: for=127.0.0.1, for=unknown",
        "Forwarded: for=127.0.0.1,",
        "Forwarded:",
        "forwarded: For=\"_x\"",
        "X-Forwarded-For: 127.0.0.1, unknown",
        "X-Forwarded-For: 127.0.0.1,",
        "X-Forwarded-For:",
        "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: [127.0.0.1]",
        "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=203.0.113.9",
        "X-Forwarded-For: 203.0.113.9, 127.0.0.1:x"
      })
  void chainThatCannotBeRead_opensNoManager(String fields) throws Exception {
    try (StartedProgram program = program("127.0.0.1:1");
        RawClient client = program.connect(0)) {
      assertThat(client.send(GET + fields + "\r\n\r\n").readAnswer()).startsWith("HTTP/1.1 403 ");
      assertThat(client.send(GET + "\r\n").readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(client.send(GET + "X-Forwarded-For: 203.0.113.9\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY UNKNOWN\r\n",
        "PROXY UNKNOWN 127.0.0.1 127.0.0.1 1 2\r\n",
        "21 00 0000", // no family
        "21 31 00D8" // a Unix socket
      })
  void proxyHeaderWithoutAClient_opensNoManager(String header) throws Exception {
    String bytes = header.startsWith("PROXY") ? header : binary(header);
    try (StartedProgram program = program("127.0.0.1:1");
        RawClient client = program.connect(1)) {
      String chain = "X-Forwarded-For: 127.0.0.1\r\n\r\n";
      assertThat(client.send(bytes + GET + chain).readAnswer()).startsWith("HTTP/1.1 403 ");
      assertThat(client.send(GET + "\r\n").readAnswer()).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void proxysOwnConnection_isItself() throws Exception {
    try (StartedProgram program = program("127.0.0.1:1");
        RawClient client = program.connect(1)) {
      assertThat(client.send(binary("20 00 0000") + GET + "\r\n").readAnswer())
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void unknownClient_isAHyphenInTheLog_besideItsPeer_andNamedToNoMember() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        StartedProgram program = program("127.0.0.1:" + member.port())) {
      try (RawClient client = program.connect(0);
          RawClient behind = program.connect(1)) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\nForwarded: for=\"x, for=1.2.3.4\r\n\r\n");
        client.readAnswer();
        behind.send("PROXY UNKNOWN\r\nGET / HTTP/1.1\r\nHost: a\r\n");
        behind.send("X-Forwarded-For: 1.2.3.4\r\nX-Real-IP: 1.2.3.4\r\n\r\n").readAnswer();
      }
      assertThat(StartedProgram.lines(directory.resolve("log"), 2))
          .containsExactly("- - 127.0.0.1", "- - 127.0.0.1");
      assertThat(member.heads())
          .hasSize(2)
          .allSatisfy(
              head ->
                  assertThat(head.toLowerCase(Locale.ROOT))
                      .contains("x-forwarded-for: unknown, 127.0.0.1\r\n")
                      .contains("forwarded: for=unknown, for=127.0.0.1;")
                      .doesNotContain("x-real-ip")
                      .doesNotContain("1.2.3.4"));
    }
  }

  private StartedProgram program(String member) {
    return new StartedProgram(
        String.format(
            Locale.ROOT,
            """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", proxyProtocol: true}]
        trustedProxies: [127.0.0.1]
        accessLog: {file: %s, format: '%%h %%a %%{c}a'}
        clusters: {c: {members: ["http://%s"]}}
        routes:
          - {path: /balancer-manager, manager: {allow: [0.0.0.0/0, "::/0"]}}
          - {path: /, cluster: c}
        """,
            directory.resolve("log"),
            member));
  }

  /** A header of version 2, with as many bytes behind it as it announces. */
  private static String binary(String hex) {
    byte[] bytes = HexFormat.of().parseHex("0D0A0D0A000D0A515549540A" + hex.replace(" ", ""));
    int announced = (bytes[14] & 0xFF) << 8 | bytes[15] & 0xFF;
    return new String(bytes, StandardCharsets.ISO_8859_1) + "\0".repeat(announced);
  }
}
