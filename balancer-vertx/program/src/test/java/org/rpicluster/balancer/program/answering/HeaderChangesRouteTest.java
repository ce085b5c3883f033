package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Changes of fields with variables and conditions, in requests and in answers of every kind. */
@Timeout(60)
class HeaderChangesRouteTest {

  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nX-Note: older\r\nX-All: one\r\nContent-Length: 2\r\n\r\nok";

  @TempDir private Path directory;

  @Test
  void requestAndAnswer_areChangedInTheOrderOfTheList() throws Exception {
    String yaml =
        """
        listen: 127.0.0.1:0
        clusters: {c: {members: [{url: '%s', route: w1}]}}
        routes:
          - path: /
            cluster: c
            variables: [{set: bot, value: 'is-$0', of: User-Agent, match: bot, ignoreCase: true}]
            requestHeaders:
              - {set: X-Forwarded-Proto, value: https}
              - {append: X-List, value: two}
              - {set: X-Bot, value: '%%{bot}e', when: env=bot}
            responseHeaders:
              - {edit: X-Note, match: ^old, value: new}
              - {set: X-All, value: two, always: true}
              - {set: X-Worker, value: '%%{BALANCER_WORKER_ROUTE}e of %%{BALANCER_NAME}e'}
              - {set: X-Bad, value: x, when: 'expr=%%{REQUEST_STATUS} >= 400'}
              - {set: X-Tls, value: x, when: tls}
        """;
    try (RawMember member = new RawMember(RawMember.says(ANSWER));
        StartedProgram program =
            new StartedProgram(String.format(Locale.ROOT, yaml, member.url()));
        RawClient client = program.connect(0)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: GoodBot\r\nX-List: one\r\n\r\n");
      assertThat(client.readAnswer())
          .contains("X-Note: newer\r\n", "X-Worker: w1 of balancer://c\r\n")
          .contains("X-All: one\r\n", "X-All: two\r\n")
          .doesNotContain("X-Bad", "X-Tls");
      assertThat(member.heads().get(0))
          .contains("X-Forwarded-Proto: https\r\n", "X-List: one, two\r\n", "X-Bot: is-Bot\r\n");
    }
  }

  @Test
  void session_isTiedToItsMember_byTheRecipeOfApachesManual() throws Exception {
    String yaml =
        """
        listen: 127.0.0.1:0
        clusters: {c: {sticky: {cookie: ROUTEID}, members: [{url: '%s', route: w1}]}}
        routes:
          - path: /
            cluster: c
            responseHeaders:
              - add: Set-Cookie
                value: 'ROUTEID=.%%{BALANCER_WORKER_ROUTE}e; path=/'
                when: env=BALANCER_ROUTE_CHANGED
        """;
    try (RawMember member = new RawMember(RawMember.says(ANSWER));
        StartedProgram program =
            new StartedProgram(String.format(Locale.ROOT, yaml, member.url()));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).contains("Set-Cookie: ROUTEID=.w1; path=/\r\n");
      client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: ROUTEID=.w1\r\n\r\n");
      assertThat(client.readAnswer()).doesNotContain("Set-Cookie");
    }
  }

  @Test
  void errorsAndRedirects_haveWhatIsForEveryAnswer_andFilesHaveAll() throws Exception {
    Files.writeString(directory.resolve("a.txt"), "a");
    String changes = "[{set: X-One, value: a}, {set: X-Every, value: b, always: true}]";
    String yaml =
        """
        listen: 127.0.0.1:0
        clusters: {c: {members: ['http://127.0.0.1:1']}}
        routes:
          - {path: /old, redirect: {to: /new}, responseHeaders: CHANGES}
          - {path: /no, respond: 403, responseHeaders: CHANGES}
          - {path: /yes, respond: {body: hello}, responseHeaders: CHANGES}
          - {path: /files, files: DIRECTORY, responseHeaders: CHANGES}
          - {path: /, cluster: c, responseHeaders: CHANGES}
        """;
    try (StartedProgram program =
            new StartedProgram(
                yaml.replace("CHANGES", changes).replace("DIRECTORY", directory.toString()));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/old").readAnswer()).contains("X-Every: b").doesNotContain("X-One");
      assertThat(client.get("/no").readAnswer()).contains("X-Every: b").doesNotContain("X-One");
      assertThat(client.get("/").readAnswer()).contains("X-Every: b").doesNotContain("X-One");
      assertThat(client.get("/files/no").readAnswer())
          .startsWith("HTTP/1.1 404 ")
          .contains("X-Every: b")
          .doesNotContain("X-One");
      assertThat(client.get("/yes").readAnswer()).contains("X-Every: b", "X-One: a");
      assertThat(client.get("/files/a.txt").readAnswer()).contains("X-Every: b", "X-One: a");
    }
  }
}
