package org.rpicluster.balancer.program.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Clients that hang up while their request waits in line and much of it is not read. */
@Timeout(60)
class HangUpTest {

  /** More than one read of a request that waits, and as much as a socket takes unread. */
  private static final String CHUNKS = "1\r\na\r\n".repeat(15_000);

  private static final String POST =
      "POST /2 HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void requestInLine_isReadNoFurther_whenItsClientHangsUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawMember member = new RawMember(after(end, ok("done")));
        StartedProgram program = new StartedProgram(yaml(member));
        RawClient first = program.connect(0);
        RawClient second = program.connect(0);
        RawClient manager = program.connect(0)) {
      first.get("/1");
      TestProxy.await(() -> member.heads().size() == 1);
      second.send(
          "POST /2 HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
      TestProxy.await(() -> clusters(manager).contains("\"waiting\":1"));
      second.send(CHUNKS).finish();

      // Bytes that were not read are what makes the system reset a connection that is closed.
      assertThat(second.isReset()).isTrue();
      // The reset may be there before the request has left its line.
      TestProxy.await(() -> clusters(manager).contains("\"waiting\":0"));
      end.countDown();
      assertThat(first.readAnswer()).endsWith("done");
    }
  }

  private static String clusters(RawClient manager) {
    try {
      return manager
          .send("GET /manager/api/clusters/c HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
          .readAnswer()
          .replace(" ", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String yaml(RawMember member) {
    return String.format(
        Locale.ROOT,
        """
        listen: "127.0.0.1:0"
        clusters: {c: {members: [{url: "%s", maxInFlight: 1}]}}
        routes: [{path: /manager, manager: {}}, {path: /, cluster: c}]
        """,
        member.url());
  }
}
