package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.LogLines;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** A fault that meets every request is a handful of lines in the log, with its number. */
class RecurringFaultLinesTest {

  private static final int REQUESTS = 100;

  private final ManualTime time = new ManualTime();
  private final LogLines log = new LogLines("org.rpicluster.balancer.vertx");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void observerThatThrows_isSaidOnce() throws Exception {
    AtomicInteger settled = new AtomicInteger();
    try (RawMember member = new RawMember(ok("fine"));
        TestProxy proxy =
            TestProxy.builder(member)
                .but(
                    builder ->
                        builder
                            .scheduler(time)
                            .observer(
                                summary -> {
                                  int number = settled.incrementAndGet();
                                  throw new IllegalStateException("request " + number);
                                }))
                .start();
        RawClient client = proxy.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(client.get("/").readAnswer()).endsWith("fine");
      }
    }
    assertThat(log.with("observer")).containsExactly("an observer of exchanges threw");

    time.advance(Duration.ofMinutes(1));
    assertThat(log.with("observer").get(1))
        .isEqualTo("again in the last minute: 99, the last: an observer of exchanges threw");
  }

  @Test
  void memberWithOtherGarbageEachTime_isSaidOnce() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawMember member =
            new RawMember(
                connection -> {
                  int number = requests.incrementAndGet();
                  connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: x" + number + "\r\n\r\n");
                  connection.close();
                });
        TestProxy proxy = TestProxy.before(member)) {
      for (int i = 0; i < REQUESTS; i++) {
        try (RawClient client = proxy.connect()) {
          assertThat(client.get("/" + i).readAnswer()).contains(" 502 ");
        }
      }
    }
    assertThat(log.with("broke the protocol")).hasSize(1);
  }
}
