package org.rpicluster.balancer.program.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** An application under another prefix, and behind another scheme, than its own. */
@Timeout(60)
class PrefixedRouteTest {

  private static final String BEHIND_TLS =
      "Host: www.test\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n";

  /** What a member says, with its port for PORT, and what the client hears. */
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:PORT/a, https://www.test/app/a",
    "https://127.0.0.1:PORT/a, https://www.test/app/a",
    "https://127.0.0.1:PORT/app/a, https://www.test/app/a",
    "https://127.0.0.1:PORT, https://www.test/app/",
    "/a, /app/a",
    "/app/a, /app/a",
    "/app, /app",
    "/apple, /app/apple",
    "https://127.0.0.1/a, https://127.0.0.1/a",
    "https://other.test:PORT/a, https://other.test:PORT/a",
  })
  void locationOfAMember_isMappedBackOnce_withEitherScheme(String said, String heard)
      throws Exception {
    try (RawMember member = new RawMember(connection -> redirect(connection, said));
        StartedProgram program = program(member, "/", false);
        RawClient client = program.connect(0)) {
      String answer = client.send("GET /app/x HTTP/1.1\r\n" + BEHIND_TLS + "\r\n").readHead();

      String expected = heard.replace("PORT", Integer.toString(member.port()));
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("location: " + expected + "\r\n");
    }
  }

  private static void redirect(RawMember.Connection connection, String to) throws IOException {
    String location = to.replace("PORT", Integer.toString(connection.localPort()));
    connection.write(
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
  }

  /** A member that sends clients from http to https must not be made to send them in a circle. */
  @ParameterizedTest
  @CsvSource({
    "'', https://www.test/a, https://www.test/a",
    "'', http://www.test/a, http://www.test/app/a",
    "https, https://www.test/a, https://www.test/app/a",
    "https, http://www.test/a, https://www.test/app/a",
  })
  void memberThatKnowsTheClientsHost_isMappedWithItsOwnSchemeAndTheClients(
      String proto, String said, String heard) throws Exception {
    try (RawMember member = new RawMember(connection -> redirect(connection, said));
        StartedProgram program = program(member, "/", true);
        RawClient client = program.connect(0)) {
      String fields = proto.isEmpty() ? "Host: www.test\r\n" : BEHIND_TLS;
      String answer = client.send("GET /app/x HTTP/1.1\r\n" + fields + "\r\n").readHead();

      assertThat(answer.toLowerCase(Locale.ROOT)).contains("location: " + heard + "\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, 'X-A: b', /app",
    "/x, 'X-A: b', /app",
    "/app, 'X-A: b', ''",
    "/, 'X-Forwarded-Prefix: /forged', /app",
    "/app, 'X-Forwarded-Prefix: /forged', ''",
    "/, 'X_Forwarded_Prefix: /forged', /app",
    "/, 'X-Forwarded-For: 192.0.2.1|X-Forwarded-Prefix: /front', /front/app",
    "/, 'X-Forwarded-For: 192.0.2.1|X-Forwarded-Prefix: /a/, /front/', /front/app",
    "/app, 'X-Forwarded-For: 192.0.2.1|X-Forwarded-Prefix: /front', /front",
    "/, 'X-Forwarded-For: 192.0.2.1|X-Forwarded-Prefix: //evil.test', /app",
  })
  void memberIsToldThePrefixThatItDoesNotSee(String to, String said, String told) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        StartedProgram program =
            program(said.contains("For:") ? "127.0.0.1" : "192.0.2.1", member.url(), to, false);
        RawClient client = program.connect(0)) {
      String fields = said.replace("|", "\r\n");
      client.send("GET /%61pp/x HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n").readHead();

      String head = member.heads().get(0).toLowerCase(Locale.ROOT);
      if (told.isEmpty()) {
        assertThat(head).doesNotContain("prefix");
      } else {
        assertThat(head).containsOnlyOnce("prefix: ");
        assertThat(head).contains("\r\nx-forwarded-prefix: " + told + "\r\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, https://www.test/app/b%20c, http://127.0.0.1:PORT/b%20c",
    "false, /app/b, /b",
    "false, https://www.test/other/b, https://www.test/other/b",
    "false, https://else.test/app/b, https://else.test/app/b",
    "true, https://www.test/app/b, http://www.test/b",
    "true, http://www.test/app/b, http://www.test/b",
  })
  void destinationOfAWebDavClient_isTheMembers(boolean preserved, String said, String heard)
      throws Exception {
    try (RawMember member = new RawMember(ok(""));
        StartedProgram program = program(member, "/", preserved);
        RawClient client = program.connect(0)) {
      client.send("MOVE /app/a HTTP/1.1\r\n" + BEHIND_TLS + "Destination: " + said + "\r\n");
      client.send("If: <" + said + "> (<urn:uuid:1>)\r\n\r\n").readHead();

      String expected = heard.replace("PORT", Integer.toString(member.port()));
      assertThat(member.heads().get(0).lines().map(line -> line.replaceFirst("^\\w+: ", "")))
          .startsWith("MOVE /a HTTP/1.1")
          .contains(expected, "<" + expected + "> (<urn:uuid:1>)");
    }
  }

  @Test
  void destinationAtASecondTry_isThatMembers() throws Exception {
    try (RawMember gone = new RawMember(connection -> connection.close());
        RawMember member = new RawMember(ok(""));
        StartedProgram program =
            program("127.0.0.1", gone.url() + "\", \"" + member.url(), "/", false);
        RawClient client = program.connect(0)) {
      client.send("PUT /app/a HTTP/1.1\r\n" + BEHIND_TLS + "Content-Length: 0\r\n");
      client.send("Destination: https://www.test/app/b\r\n\r\n").readHead();

      assertThat(gone.heads().get(0)).containsIgnoringCase("destination: " + gone.url() + "/b");
      assertThat(member.heads().get(0)).containsIgnoringCase("destination: " + member.url() + "/b");
    }
  }

  private static StartedProgram program(RawMember member, String to, boolean preserveHost) {
    return program("127.0.0.1", member.url(), to, preserveHost);
  }

  private static StartedProgram program(
      String trusted, String members, String to, boolean preserveHost) {
    return new StartedProgram(
        String.format(
            Locale.ROOT,
            """
        listen: 127.0.0.1:0
        trustedProxies: [%s]
        clusters: {c: {members: ["%s"]}}
        routes: [{path: /app, to: %s, preserveHost: %s, cluster: c}]
        """,
            trusted,
            members,
            to,
            preserveHost));
  }
}
