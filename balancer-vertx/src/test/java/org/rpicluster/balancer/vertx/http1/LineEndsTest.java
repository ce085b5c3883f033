package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Members that end their lines with a line feed alone, written as N here, and CR LF as |. */
class LineEndsTest {

  private static String bytes(String text) {
    return text.replace("|", "\r\n").replace("N", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OKNContent-Length: 5NNhello",
        "HTTP/1.1 200 OK|Content-Length: 5|Nhello",
        "HTTP/1.1 200 OKNContent-Length: 5||hello",
        "HTTP/1.1 200 OK|Content-Length: 5NX-A: bN|hello",
        "HTTP/1.1 100 ContinueNNHTTP/1.1 200 OKNContent-Length: 5NNhello",
        "HTTP/1.1 200 OKNTransfer-Encoding: chunkedNN5|hello|0||"
      })
  void headOfAMember_mayEndItsLinesSo(String answer) throws Exception {
    try (RawMember member = new RawMember(says(bytes(answer)));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      for (int i = 0; i < 2; i++) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        String head = client.readHead();
        head = head.startsWith("HTTP/1.1 100") ? client.readHead() : head;
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("chunked");
        assertThat(chunked ? client.read("5\r\nhello\r\n0\r\n\r\n".length()) : client.read(5))
            .contains("hello");
      }
      assertThat(member.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.0 200 OKNNhello", "HTTP/1.1 200 OKNContent-Type: text/plainNNhello"})
  void bodyUntilTheClose_maySo(String answer) throws Exception {
    try (RawMember member = new RawMember(saysAndCloses(bytes(answer)));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
      assertThat(client.readAll()).contains(" 200 OK\r\n").endsWith("\r\n\r\nhello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5Nhello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|helloN0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0N|",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|N",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|X-A: bN|",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|X-A: b|N",
        "HTTP/1.1 200 OKNTransfer-Encoding: chunkedNN5NhelloN0NN"
      })
  void chunksAndTrailers_mayNot(String answer) throws Exception {
    try (RawMember member = new RawMember(saysAndCloses(bytes(answer)));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String all = client.readAll();
      boolean whole = all.startsWith("HTTP/1.1 200") && all.endsWith("0\r\n\r\n");
      assertThat(whole).as(all).isFalse();
      assertThat(proxy.settled(1).get(0).end().words()).isNotEqualTo("complete");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\rContent-Length: 5\r\rhello",
        "HTTP/1.1 200 OKNContent-Length: 5\r\r\n\r\nhello",
        "HTTP/1.1 200 OKNX-A: b\rcNContent-Length: 5NNhello",
        "HTTP/1.1 200 OKNContent-Length: 5NContent-Length: 6NNhello",
        "HTTP/1.1 200 OKNTransfer-Encoding: chunkedNContent-Length: 5NNhello"
      })
  void whatLeavesADoubt_isRefused(String answer) throws Exception {
    try (RawMember member = new RawMember(saysAndCloses(bytes(answer)));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502 ");
    }
  }
}
