package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** The spelling of paths, where connections to members come from, and members that are too slow. */
@Timeout(60)
class PathRulesTest {

  private HttpServer member;

  @BeforeEach
  void start() throws IOException {
    member = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    member.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/silent")) {
            return; // it is never answered
          }
          if (exchange.getRequestURI().getPath().equals("/moved")) {
            String here = "http://" + exchange.getRequestHeaders().getFirst("Host");
            exchange.getResponseHeaders().set("Location", here + "/there");
          }
          String peer = exchange.getRemoteAddress().getAddress().getHostAddress();
          byte[] asked =
              ("member " + exchange.getRequestURI() + " of " + peer)
                  .getBytes(StandardCharsets.ISO_8859_1);
          exchange.sendResponseHeaders(200, asked.length);
          exchange.getResponseBody().write(asked);
          exchange.close();
        });
    member.start();
  }

  @AfterEach
  void stop() {
    member.stop(0);
  }

  private String answer(String top, String cluster, String path) throws Exception {
    return answer(top, cluster, "", path);
  }

  private String answer(String top, String cluster, String route, String path) throws Exception {
    String yaml =
        "listen: 127.0.0.1:0\n"
            + top
            + "\nclusters: {c: {members: ['http://127.0.0.1:"
            + member.getAddress().getPort()
            + "']"
            + cluster
            + "}}\nroutes: [{path: /, cluster: c"
            + route
            + "}]\n";
    try (StartedProgram program = new StartedProgram(yaml);
        RawClient client = program.connect(0)) {
      return client.get(path).readAnswer();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, refuse, /a/%2e%2e//%62?c=%2f, member /b?c=%2f ",
    "true, refuse, /a%2Fb, HTTP/1.1 404",
    "true, keep, /a%2fb, member /a%2Fb ",
    "true, decode, /a%2fb, member /a/b ",
    "true, keep, /a/../../b, HTTP/1.1 400",
    "false, refuse, /a%2Fb, HTTP/1.1 404",
    "false, keep, /a/../b, HTTP/1.1 400",
    "false, keep, /%62, member /%62 ",
  })
  void path_isSpelledAsTheRulesSay(boolean normalize, String slashes, String path, String has)
      throws Exception {
    String rules = "paths: {normalize: " + normalize + ", encodedSlashes: " + slashes + "}";

    assertThat(answer(rules, "", path)).contains(has);
  }

  @Test
  void connectionToAMember_comesFromTheSource() throws Exception {
    assertThat(answer("", ", addresses: {source: 127.0.0.9}", "/")).endsWith(" of 127.0.0.9");
  }

  @Test
  void redirectOfAMember_isMappedToTheSite() throws Exception {
    assertThat(answer("", "", "/moved")).containsIgnoringCase("Location: http://a.test/there\r\n");
    assertThat(answer("", "", ", site: 'https://b.test'", "/moved"))
        .containsIgnoringCase("Location: https://b.test/there\r\n");
  }

  @Test
  void memberThatIsTooSlow_hasTheStatusOfItsCluster() throws Exception {
    String slow = ", timeouts: {firstByte: 100ms}, attempts: {timeoutStatus: 502}";

    assertThat(answer("", slow, "/silent")).startsWith("HTTP/1.1 502 ");
  }
}
