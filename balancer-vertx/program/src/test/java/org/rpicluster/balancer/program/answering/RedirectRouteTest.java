package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Routes that send their clients to another address. */
@Timeout(60)
class RedirectRouteTest {

  @TempDir private Path directory;

  /** The route's path, what is said of the redirect, what is asked for, and where it sends. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /old  | to: /new/                      | /old                   | /new/
          /old  | to: /new/                      | /old/                  | /new/
          /old  | to: /new/                      | /old/a%20b/c?d=e&f=/g  | /new/a%20b/c?d=e&f=/g
          /old  | to: /new                       | /old/a                 | /new/a
          /old/ | to: /new                       | /old/a                 | /new/a
          /old  | to: /new                       | //old;v=1//a           | /new;v=1//a
          /old  | to: /new                       | /%6fld/a               | /new/a
          /     | to: /new/                      | /a                     | /new/a
          /old  | to: /                          | /old//evil.test/       | /evil.test/
          /     | to: /                          | ///evil.test/a         | /evil.test/a
          /old  | to: /                          | /old/%2f%2fevil.test   | /%2f%2fevil.test
          /old  | to: "/new?x=1#top"             | /old/a?y=2             | /new/a?x=1#top
          /old  | to: "/new#top"                 | /old/a?y=2             | /new/a?y=2#top
          /     | to: "https://other.test"       | /a?b                   | https://other.test/a?b
          /     | to: "https://other.test"       | /                      | https://other.test
          /     | to: "https://other.test/x/"    | /a                     | https://other.test/x/a
          /     | scheme: https                  | /a//b?c                | https://www.test/a//b?c
          /     | {scheme: https, port: 8443}    | /a                     | https://www.test:8443/a
          /     | {scheme: https, port: 443}     | /a                     | https://www.test/a
          /     | scheme: http                   | /a                     | http://www.test:8080/a
          /     | host: other.test               | /a                     | http://other.test/a
          /     | host: "[::1]"                  | /a                     | http://[::1]/a
          /     | port: 81                       | /a                     | http://www.test:81/a
          /old  | {host: other.test, to: /new}   | /old/a                 | http://other.test/new/a
          """)
  void clientIsSentToTheNewAddress_withWhatStandsBehindThePath(
      String path, String redirect, String asked, String location) throws Exception {
    String said = redirect.startsWith("{") ? redirect : "{" + redirect + "}";
    try (StartedProgram program = new StartedProgram(yaml(path, said));
        RawClient client = program.connect(0)) {
      String request = "GET " + asked + " HTTP/1.1\r\nHost: www.test:8080\r\n\r\n";

      assertThat(location(client.send(request).readAnswer())).isEqualTo(location);
    }
  }

  @Test
  void whatNoUriHas_isEscaped() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/old", "{to: /new}"));
        RawClient client = program.connect(0)) {
      client.get("/old/<a>?a=\"<\u00e9>|{}`^\\");

      assertThat(location(client.readAnswer()))
          .isEqualTo("/new/%3Ca%3E?a=%22%3C%E9%3E%7C%7B%7D%60%5E%5C");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void status_isTheOneThatIsSaid(int status) throws Exception {
    try (StartedProgram program =
            new StartedProgram(yaml("/", "{to: /a, status: " + status + "}"));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void temporaryRedirect_isTheDefault_andWhatIsGoneIsSaidToBe() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/", "{to: /a}"));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 302 ");

      program.reload(yaml("/", "{status: 410}"));
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 410 ")
          .endsWith("\r\n\r\nWhat was here is gone for good.\n")
          .doesNotContainIgnoringCase("location:");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@evil.test", "a.test:80:90", "a.test/x", "a.test\\x", "a,b", "a b", "[::1"})
  void hostThatIsNone_becomesNoAddress(String host) throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/", "{scheme: https}"));
        RawClient client = program.connect(0)) {
      client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

      assertThat(client.readAnswer())
          .startsWith("HTTP/1.1 400 ")
          .doesNotContainIgnoringCase("location:");
    }
  }

  @Test
  void requestWithoutAHost_isSentToAPath_butToNoOtherScheme() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/", "{scheme: https}"));
        RawClient client = program.connect(0)) {
      assertThat(client.send("GET /a HTTP/1.0\r\n\r\n").readAll()).startsWith("HTTP/1.0 400 ");

      program.reload(yaml("/", "{to: /b/}"));
      try (RawClient next = program.connect(0)) {
        assertThat(location(next.send("GET /a HTTP/1.0\r\n\r\n").readAll())).isEqualTo("/b/a");
      }
    }
  }

  @Test
  void hostOfAnAbsoluteTarget_countsMoreThanTheField() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/", "{scheme: https}"));
        RawClient client = program.connect(0)) {
      client.send("GET http://one.test/a?b HTTP/1.1\r\nHost: two.test\r\n\r\n");

      assertThat(location(client.readAnswer())).isEqualTo("https://one.test/a?b");
    }
  }

  @Test
  void trustedProxy_isBelievedWhatTheClientHasAskedFor() throws Exception {
    String trusting = "trustedProxies: [127.0.0.1]\n";
    try (StartedProgram program =
            new StartedProgram(trusting + yaml("/old", "{to: /new, host: a.test}"));
        RawClient client = program.connect(0)) {
      String said = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n";
      client.send("GET /old HTTP/1.1\r\nHost: pi\r\n" + said + "\r\n");
      assertThat(location(client.readAnswer())).isEqualTo("https://a.test/new");

      program.reload(trusting + yaml("/", "{port: 8443}"));
      said += "X-Forwarded-Host: www.test\r\n";
      client.send("GET /a HTTP/1.1\r\nHost: pi\r\n" + said + "\r\n");
      assertThat(location(client.readAnswer())).isEqualTo("https://www.test:8443/a");
    }
  }

  @Test
  void connectionGoesOn_behindAHead_aBody_andAPipelinedRequest() throws Exception {
    Path log = directory.resolve("a.log");
    String logged = "accessLog: {file: " + log + ", format: '%r %>s %B'}\n";
    try (StartedProgram program = new StartedProgram(logged + yaml("/", "{to: /new/}"));
        RawClient client = program.connect(0)) {
      client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
      client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
      client.send("GET /c HTTP/1.1\r\nHost: a\r\n\r\n");

      for (String path : List.of("a", "b", "c")) {
        String head = client.readHead();
        assertThat(location(head)).isEqualTo("/new/" + path);
        assertThat(head.toLowerCase(Locale.ROOT)).contains("date: ").doesNotContain("chunked");
      }
      assertThat(StartedProgram.lines(log, 3))
          .containsExactly(
              "HEAD /a HTTP/1.1 302 0", "POST /b HTTP/1.1 302 0", "GET /c HTTP/1.1 302 0");
    }
  }

  @Test
  void clientOfHttp2_isSentAsWell_whateverItSends() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/", "{scheme: https, status: 308}"));
        Http2Client client = program.connectHttp2(1)) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)) {
        Http2Client.Answer answer = client.send(method, "/a?b");
        assertThat(answer.head().statusCode()).isEqualTo(308);
        assertThat(answer.head().getHeader("location")).isEqualTo("https://a.test/a?b");
        assertThat(answer.body().length()).isZero();
      }
      Http2Client.Answer answer =
          client.send(client.request(HttpMethod.POST, "/a"), Buffer.buffer("body"));
      assertThat(answer.head().statusCode()).isEqualTo(308);
    }
  }

  private static String location(String head) {
    assertThat(head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:")))
        .as(head)
        .hasSize(1);
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:"))
        .map(line -> line.substring(9).strip())
        .findFirst()
        .orElseThrow();
  }

  private static String yaml(String path, String redirect) {
    return String.format(
        Locale.ROOT,
        """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        clusters: {c: {members: ["http://127.0.0.1:1"]}}
        routes: [{path: %s, redirect: %s}]
        """,
        path,
        redirect);
  }
}
