package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.ok;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** Members that take fewer fields than a request has: SETTINGS_MAX_HEADER_LIST_SIZE. */
class NarrowHttp2MemberTest {

  /** Its body is sent by then: a second member would do the same once more. */
  @Test
  void trailersThatTheMemberDoesNotTake_areNoReasonToSendItAgain() throws Exception {
    try (RawHttp2Member one = new RawHttp2Member(RawHttp2Member.silence()).with(6, 1500);
        RawHttp2Member two = new RawHttp2Member(RawHttp2Member.silence()).with(6, 1500);
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, one.url(), two.url());
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n");
      TestProxy.await(() -> one.frames().size() + two.frames().size() > 2);
      client.send("0\r\nx-sum: " + "1".repeat(3000) + "\r\n\r\n");

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 502");
      assertThat(one.heads().size() + two.heads().size()).isEqualTo(1);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.REFUSED);
    }
  }

  /** A head that is too large for it has not been sent at all. */
  @Test
  void headThatTheMemberDoesNotTake_goesToAnother() throws Exception {
    try (RawHttp2Member narrow = new RawHttp2Member(RawHttp2Member.silence()).with(6, 1500);
        RawHttp2Member wide = new RawHttp2Member(ok("x"));
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, narrow.url(), wide.url())) {
      for (int i = 0; i < 2; i++) {
        try (RawClient client = proxy.connect()) {
          client.send("POST / HTTP/1.1\r\nHost: a.test\r\nx-a: " + "1".repeat(3000) + "\r\n");
          client.send("Content-Length: 3\r\n\r\nabc");
          assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
        }
      }
      assertThat(narrow.heads()).isEmpty();
      assertThat(String.join(",", narrow.frames())).doesNotContain("DATA");
    }
  }
}
