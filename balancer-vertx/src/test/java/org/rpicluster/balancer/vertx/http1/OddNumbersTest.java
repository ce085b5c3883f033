package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Sizes of chunks and lengths of bodies up to 2^63 − 1, and targets as browsers send them. */
@Timeout(60)
class OddNumbersTest {

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final String UPLOAD =
      "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7fffffff",
        "80000000",
        "FFFFFFFF",
        "100000000",
        "7fffffffffffffff",
        "00000000000000000000080000000",
        "80000000;a=\"b\"",
        "80000000 ;a"
      })
  void largeChunkOfAnAnswer_isStreamed_andCutWhereItBreaksOff(String size) throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write(CHUNKED + size + "\r\nbegin");
                  connection.read(1); // until the client has got it
                  connection.close();
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1\r\n\r\n");

      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(client.read(10)).isEqualTo("5\r\nbegin\r\n");
      assertThat(client.send("x").readAll()).isEmpty();
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(200);
      assertThat(proxy.settled(1).get(0).end().words()).isEqualTo("member reset");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8000000000000000",
        "ffffffffffffffff",
        "10000000000000000",
        "-1",
        "+1",
        "0x1",
        "1g",
        "1 2",
        " 1",
        "",
        ";a",
        "1\0",
        "1 ",
        "1;a=\"b"
      })
  void sizeThatIsNone_isNoAnswer(String size) throws Exception {
    try (RawMember member = new RawMember(says(CHUNKED + "2\r\nok\r\n" + size + "\r\nbegin"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/");

      assertThat(client.readAll()).doesNotContain("begin").doesNotContain("\r\n0\r\n\r\n");
      assertThat(proxy.settled(1).get(0).end().words()).isEqualTo("member broke the protocol");
    }
  }

  @Test
  void sizeThatIsNone_atOnceWithItsHead_is502() throws Exception {
    try (RawMember member = new RawMember(says(CHUNKED + "8000000000000000\r\nbegin"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502 ");
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(502);
      assertThat(proxy.settled(1).get(0).end().words()).isEqualTo("member broke the protocol");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80000000", "7fffffffffffffff", "000000000000000000000000080000000"})
  void largeChunkOfAnUpload_isStreamed(String size) throws Exception {
    StringBuilder came = new StringBuilder();
    try (RawMember member =
            new RawMember(
                connection -> {
                  came.append(connection.read(10));
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      String answer = client.send(UPLOAD + size + "\r\nbegin").readAnswer();

      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("ok");
      assertThat(came.toString()).isEqualTo("5\r\nbegin\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8000000000000000", "ffffffffffffffffffffffff", "-1", "g", "", "1 2"})
  void sizeOfAnUploadThatIsNone_is400(String size) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(UPLOAD + size + "\r\nbegin").readAnswer()).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "9223372036854775807", "0009223372036854775807"})
  void largeLength_isCarriedBothWays(String length) throws Exception {
    String plain = length.replaceFirst("^0+", "");
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.read(5);
                  connection.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nbegin");
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: " + length + "\r\n\r\nbegin");

      assertThat(client.readHead()).containsIgnoringCase("content-length: " + plain + "\r\n");
      assertThat(client.read(5)).isEqualTo("begin");
      assertThat(member.heads().get(0)).containsIgnoringCase("content-length: " + plain + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9223372036854775808", "99999999999999999999999", "-1", "+1", "1,1", "1 1"})
  void lengthThatIsNone_is400_or502(String length) throws Exception {
    String field = "Content-Length: " + length + "\r\n\r\n";
    try (RawMember member = new RawMember(says("HTTP/1.1 200 OK\r\n" + field));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect();
        RawClient other = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502 ");
      other.send("POST / HTTP/1.1\r\nHost: a.test\r\n" + field);
      assertThat(other.readAnswer()).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "9223372036854775807"})
  void largeLength_isCarriedToAClientOfHttp2(String length) throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nbegin"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      var request = client.request(HttpMethod.GET, "/");
      var answer = request.response();
      request.send();

      assertThat(client.on(answer).getHeader("content-length")).isEqualTo(length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a?p=C:\\temp",
        "/a?q=\"<>^`{|}\"",
        "/a\"<>^`{|}",
        "/?a[]=1",
        "/?\u0080\u00ff\u00c3\u00a4",
        "/a?%zz%"
      })
  void targetAsBrowsersSendIt_reachesTheMember(String target) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect();
        Http2Client multiplexed = proxy.connectHttp2()) {
      assertThat(client.get(target).readAnswer()).startsWith("HTTP/1.1 200 ");
      multiplexed.send(HttpMethod.GET, target);

      assertThat(member.heads())
          .hasSize(2)
          .allMatch(head -> head.startsWith("GET " + target + " HTTP/1.1\r\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\\b", "/a?b#c", "/\u007f", "/a?\u0001", "/\u00fc", "\\"})
  void targetThatServersReadDifferently_is400(String target) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get(target).readAnswer()).startsWith("HTTP/1.1 400 ");
    }
  }
}
