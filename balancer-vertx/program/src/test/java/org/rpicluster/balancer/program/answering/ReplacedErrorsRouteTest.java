package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Errors of members in whose place clients read the balancer's own answer. */
@Timeout(60)
class ReplacedErrorsRouteTest {

  private static StartedProgram program(RawMember member, String errors) throws Exception {
    return new StartedProgram(
        String.join(
            "\n",
            "listen: 127.0.0.1:0",
            "clusters: {c: {members: ['" + member.url() + "']}}",
            "routes:",
            "  - {path: /, cluster: c, replaceErrors: " + errors + ",",
            "     errorPages: {404: {body: <p>lost, type: text/html}}}"));
  }

  private static String answer(String status, String more) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + more
        + "Set-Cookie: a=b\r\nContent-Length: 6\r\n\r\nmember";
  }

  @Test
  void error_isThePageOrTheSentence_withTheMembersStatus() throws Exception {
    try (RawMember member =
            new RawMember(
                says(answer("404 Not Found", "")),
                says(answer("500 Internal Server Error", "")),
                says(answer("200 OK", "")));
        StartedProgram program = program(member, "true");
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 404 ")
          .containsIgnoringCase("\r\ncontent-type: text/html")
          .doesNotContain("a=b")
          .endsWith("\r\n\r\n<p>lost");
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 500 ")
          .endsWith("\r\n\r\nInternal Server Error.\n");
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("member");
    }
  }

  @Test
  void errorsAndBodies_areForSomeRequestsOtherThanForOthers() throws Exception {
    String conditional =
        "false, conditional: [{when: 'expr=%{REQUEST_URI} =~ m#^/page#', replaceErrors: true},"
            + " {when: \"expr=%{HTTP:X-A} == 'b'\", replaceErrors: [500], bodyLimit: 1KiB}]";
    try (RawMember member =
            new RawMember(
                says(answer("404 Not Found", "")),
                says(answer("404 Not Found", "")),
                says(answer("404 Not Found", "")));
        StartedProgram program = program(member, conditional);
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).endsWith("member");
      assertThat(client.get("/pages").readAnswer()).endsWith("lost");
      client.send("GET /pages HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\n");
      assertThat(client.readAnswer()).endsWith("member");
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nX-A: b\r\nContent-Length: 1025\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void errorThatIsNotNamed_goesOn() throws Exception {
    try (RawMember member =
            new RawMember(says(answer("404 Not Found", "")), says(answer("503 Busy", "")));
        StartedProgram program = program(member, "[503]");
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 404 ").endsWith("member");
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 503 ")
          .endsWith("Service Unavailable.\n");
    }
  }

  @Test
  void whatAsksForCredentials_andNamesMethods_isKept() throws Exception {
    for (List<String> kept :
        List.of(
            List.of("401 Unauthorized", "WWW-Authenticate: Basic realm=\"m\"\r\n"),
            List.of("405 Method Not Allowed", "Allow: PUT\r\n"))) {
      try (RawMember member = new RawMember(says(answer(kept.get(0), kept.get(1))));
          StartedProgram program = program(member, "true");
          RawClient client = program.connect(0)) {
        assertThat(client.get("/").readAnswer())
            .startsWith("HTTP/1.1 " + kept.get(0).substring(0, 3))
            .containsIgnoringCase(kept.get(1))
            .doesNotContain("member");
      }
    }
  }

  @Test
  void bodyOfAnErrorThatNeverEnds_doesNotHoldTheAnswer() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 502 Bad\r\nContent-Length: 600\r\n\r\nhalf"));
        StartedProgram program = program(member, "true");
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 502 ")
          .endsWith("Bad Gateway.\n");
    }
  }
}
