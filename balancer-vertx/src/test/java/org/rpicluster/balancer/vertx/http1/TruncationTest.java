package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** Bodies that break off, in both directions: a part is never passed off as the whole. */
class TruncationTest {

  private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  static Stream<Arguments> cutAnswers() {
    return Stream.of("1.0", "1.1")
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(version, "length, closed", LENGTH, false),
                    Arguments.of(version, "length, reset", LENGTH, true),
                    Arguments.of(
                        version, "between chunks, closed", CHUNKED + "4\r\npart\r\n", false),
                    Arguments.of(version, "between chunks, reset", CHUNKED + "4\r\npart\r\n", true),
                    Arguments.of(version, "in a chunk, closed", CHUNKED + "9\r\npart", false),
                    Arguments.of(version, "in a chunk, reset", CHUNKED + "9\r\npart", true),
                    Arguments.of(version, "in a size, closed", CHUNKED + "4\r\npart\r\n1", false),
                    Arguments.of(
                        version,
                        "before the last line, closed",
                        CHUNKED + "4\r\npart\r\n0\r\n",
                        false),
                    Arguments.of(
                        version, "without framing, reset", "HTTP/1.1 200 OK\r\n\r\npart", true),
                    Arguments.of(version, "of 1.0, reset", "HTTP/1.0 200 OK\r\n\r\npart", true)));
  }

  @ParameterizedTest(name = "HTTP/{0}: {1}")
  @MethodSource("cutAnswers")
  void answerThatBreaksOff_isCutForTheClient(
      String version, String name, String bytes, boolean reset) throws Exception {
    CountDownLatch headRead = new CountDownLatch(1);
    RawMember.Reply breaksOff =
        connection -> {
          connection.write(bytes);
          TestProxy.await(headRead);
          if (reset) {
            connection.reset();
          } else {
            connection.close();
          }
        };
    try (RawMember member = new RawMember(breaksOff, ok("mine"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/" + version + "\r\nHost: a.test\r\n\r\n");
      String head = client.readHead();
      headRead.countDown();
      if (head.contains("ontent-length: ") || head.contains("ontent-Length: ")) {
        assertThat(client.readAll()).hasSizeLessThan(100);
      } else if (head.contains("hunked")) {
        assertThat(client.readAll()).doesNotContain("0\r\n\r\n");
      } else {
        assertThat(version).isEqualTo("1.0");
        assertThat(client.isReset()).isTrue();
      }
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.MEMBER_RESET);
    }
  }

  static final List<String> CUT_UPLOADS =
      List.of(
          "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100\r\n\r\npart",
          "POST / HTTP/1.0\r\nHost: a.test\r\nContent-Length: 100\r\n\r\npart",
          "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n",
          "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n9\r\npart",
          "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n0\r\n");

  @ParameterizedTest
  @CsvSource({
    "0, false",
    "0, true",
    "1, false",
    "1, true",
    "2, false",
    "2, true",
    "3, false",
    "3, true",
    "4, false",
    "4, true"
  })
  void uploadThatBreaksOff_isCutForTheMember(int which, boolean reset) throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    RawMember.Reply reads =
        connection -> {
          seen.set(connection.readAll());
          connection.close();
        };
    try (RawMember member = new RawMember(reads, ok("mine"));
        TestProxy proxy = TestProxy.before(member)) {
      try (RawClient client = proxy.connect()) {
        client.send(CUT_UPLOADS.get(which));
        await(() -> !member.heads().isEmpty());
        if (reset) {
          client.reset();
        }
      }
      await(() -> seen.get() != null);
      assertThat(seen.get()).hasSizeLessThan(100).doesNotContain("0\r\n\r\n");
      try (RawClient next = proxy.connect()) {
        assertThat(next.get("/next").readAnswer()).endsWith("mine");
      }
      assertThat(member.connections()).isEqualTo(2);
    }
  }
}
