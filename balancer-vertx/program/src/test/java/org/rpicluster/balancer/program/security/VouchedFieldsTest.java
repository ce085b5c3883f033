package org.rpicluster.balancer.program.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** What the proxy or a route says in a field, no client says under any spelling of its name. */
@Timeout(60)
class VouchedFieldsTest {

  private static final String FORGED = "forged";

  /** Each is a variable of CGI that belongs to the proxy or to the route of these tests. */
  private static final List<String> NAMES =
      List.of(
          "X-Remote-User",
          "x-REMOTE-user",
          "X_Remote_User",
          "X.Remote-User",
          "x~remote!user",
          "X-Role",
          "X_ROLE",
          "X|Role",
          "X-Trace",
          "X_Trace",
          "X-Forwarded-Proto",
          "X_Forwarded_Proto",
          "X-Forwarded.Host",
          "X-Forwarded-Port",
          "X_Forwarded_Port",
          "X-Forwarded-Prefix",
          "X_Forwarded_Prefix",
          "X-Forwarded-User",
          "X.Forwarded.User",
          "X_Real_IP",
          "X-Real-IP",
          "X#Real#IP",
          "Forwarded",
          "Proxy-Authorization",
          "Proxy_Authorization",
          "Keep_Alive");

  @Test
  void fieldOfAClient_thatTheProxyOrItsRouteVouchesFor_doesNotReachAMember() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        StartedProgram program = program(member);
        RawClient client = program.connect(0);
        Http2Client multiplexed = program.connectHttp2(1)) {
      HttpClientRequest request = multiplexed.request(HttpMethod.GET, "/");
      StringBuilder fields = new StringBuilder();
      for (String name : NAMES) {
        fields.append(name).append(": ").append(FORGED).append("\r\n");
        request.putHeader(name.toLowerCase(Locale.ROOT), FORGED);
      }
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nX-Own: mine\r\n" + fields + "\r\n");
      client.readAnswer();
      multiplexed.send(request.putHeader("x-own", "mine"));

      assertThat(member.heads())
          .hasSize(2)
          .allSatisfy(
              head ->
                  assertThat(head)
                      .doesNotContain(FORGED)
                      .containsIgnoringCase("\r\nx-role: guest\r\n")
                      .containsIgnoringCase("\r\nx-own: mine\r\n"));
    }
  }

  @Test
  void trailerOfAClient_thatTheProxyOrItsRouteVouchesFor_doesNotReachAMember() throws Exception {
    StringBuilder body = new StringBuilder();
    try (RawMember member =
            new RawMember(
                connection -> {
                  for (String end = "\r\n\r\n"; !body.toString().endsWith(end); ) {
                    body.append(connection.read(1));
                  }
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
        StartedProgram program = program(member);
        RawClient client = program.connect(0)) {
      StringBuilder trailers = new StringBuilder("X-Sum: mine\r\n");
      NAMES.forEach(name -> trailers.append(name).append(": ").append(FORGED).append("\r\n"));
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("1\r\na\r\n0\r\n" + trailers + "\r\n").readAnswer();

      assertThat(body.toString()).endsWith("0\r\nX-Sum: mine\r\n\r\n");
      assertThat(member.heads().get(0)).containsIgnoringCase("\r\nx-role: guest\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Secret", "x-SECRET", "X_Secret", "X.Secret", "X-Frame", "X_Frame"})
  void fieldOfAMember_thatTheRouteVouchesFor_reachesNoClient(String name) throws Exception {
    String forged = name + ": " + FORGED + "\r\n";
    String answer =
        "HTTP/1.1 103 Early Hints\r\nLink: a\r\n"
            + forged
            + "\r\n"
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
            + forged
            + "\r\n"
            + "2\r\nok\r\n0\r\nX-Sum: mine\r\n"
            + forged
            + "\r\n";
    try (RawMember member = new RawMember(says(answer));
        StartedProgram program = program(member);
        RawClient client = program.connect(0);
        Http2Client multiplexed = program.connectHttp2(1)) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");

      assertThat(client.readAll())
          .doesNotContain(FORGED)
          .containsIgnoringCase("\r\nlink: a\r\n")
          .containsIgnoringCase("\r\nx-frame: none\r\n")
          .endsWith("0\r\nX-Sum: mine\r\n\r\n");
      Http2Client.Answer other = multiplexed.send(HttpMethod.GET, "/");
      assertThat(other.head().trailers().toString()).contains("mine").doesNotContain(FORGED);
      assertThat(other.head().headers().toString()).contains("none").doesNotContain(FORGED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X_Remote_User", "X.REMOTE.USER"})
  void nameInARoute_isComparedInTheSameWay(String removed) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        StartedProgram program = program(member, removed);
        RawClient client = program.connect(0)) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nX-Remote-User: forged\r\n\r\n").readAnswer();

      assertThat(member.heads().get(0)).doesNotContain(FORGED);
    }
  }

  private static StartedProgram program(RawMember member) {
    return program(member, "X-Remote-User");
  }

  private static StartedProgram program(RawMember member, String removed) {
    return new StartedProgram(
        String.format(
            Locale.ROOT,
            """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        requestId: X-Trace
        clusters: {c: {members: ["%s"]}}
        routes:
          - path: /
            cluster: c
            requestHeaders: {set: {X-Role: guest}, remove: [%s]}
            responseHeaders: {set: {X-Frame: none}, remove: [X-Secret]}
        """,
            member.url(),
            removed));
  }
}
