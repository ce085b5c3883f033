package org.rpicluster.balancer.program.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/**
 * What {@code limits} and a route's {@code bodyLimit} let through, and what they answer to more.
 */
@Timeout(60)
class RequestLimitsRouteTest {

  private static final String POST = " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789";

  private static String yaml(RawMember member, String limits) {
    return String.join(
        "\n",
        "listen: [{address: '127.0.0.1:0', h2c: true}]",
        "limits: " + limits,
        "clusters: {c: {members: ['" + member.url() + "']}}",
        "routes:",
        "  - {path: /big, cluster: c, bodyLimit: none}",
        "  - {path: /small, cluster: c, bodyLimit: 4}",
        "  - {path: /, cluster: c}");
  }

  @ParameterizedTest
  @CsvSource({"'', 431", "', headersStatus: 400', 400"})
  void fieldThatIsTooLong_isAnsweredAsTheFileSays(String more, int status) throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        StartedProgram program =
            new StartedProgram(yaml(member, "{header: 80, headerCount: 5" + more + "}"));
        RawClient client = program.connect(0);
        RawClient other = program.connect(0)) {
      String begin = "GET / HTTP/1.1\r\nHost: a\r\n";
      String longest = "X-Long: " + "b".repeat(72) + "\r\n";
      assertThat(client.send(begin + longest + longest + "\r\n").readAnswer())
          .startsWith("HTTP/1.1 200 ");
      assertThat(client.send(begin + longest.replace(": ", ": b") + "\r\n").readAll())
          .startsWith("HTTP/1.1 " + status + " ");
      assertThat(other.send(begin + "A: b\r\n".repeat(5) + "\r\n").readAll())
          .startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void fieldOfHttp2_isMeasuredAsItsLineInHttp11() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        StartedProgram program =
            new StartedProgram(yaml(member, "{header: 80, headersStatus: 400}"));
        Http2Client client = program.connectHttp2(0)) {
      assertThat(status(client, 72)).isEqualTo(200);
      assertThat(status(client, 73)).isEqualTo(400);
    }
  }

  private static int status(Http2Client client, int valueBytes) throws Exception {
    HttpClientRequest request = client.request(HttpMethod.GET, "/");
    request.putHeader("x-long", "b".repeat(valueBytes));
    return client.send(request).head().statusCode();
  }

  @Test
  void routesOwnLimit_takesThePlaceOfThatOfAll() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        StartedProgram program = new StartedProgram(yaml(member, "{body: 8}"));
        RawClient client = program.connect(0)) {
      assertThat(client.send("POST /big" + POST).readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(
              client
                  .send("POST /small" + POST.replace("9\r", "4\r").replace("56789", ""))
                  .readAnswer())
          .startsWith("HTTP/1.1 200 ");
      assertThat(client.send("POST /" + POST).readAnswer()).startsWith("HTTP/1.1 413 ");
      assertThat(client.send("POST /small" + POST).readAnswer()).startsWith("HTTP/1.1 413 ");
      assertThat(member.heads()).hasSize(2);
    }
  }

  @Test
  void chunks_areCountedByTheRoutesOwnLimit() throws Exception {
    String chunked = " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (RawMember member = new RawMember(ok("x"));
        StartedProgram program = new StartedProgram(yaml(member, "{body: 8}"));
        RawClient client = program.connect(0);
        RawClient other = program.connect(0)) {
      assertThat(client.send("POST /big" + chunked + "9\r\n123456789\r\n0\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 200 ");
      assertThat(other.send("POST /small" + chunked + "5\r\n12345\r\n0\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void connection_closesBehindItsLastRequest_andSaysSo() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        StartedProgram program = new StartedProgram(yaml(member, "{requests: 2}"));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).doesNotContainIgnoringCase("connection: close");
      assertThat(client.get("/").readAll()).containsIgnoringCase("\r\nconnection: close\r\n");
    }
  }
}
