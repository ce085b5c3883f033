package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.TestSessions.on;
import static org.rpicluster.balancer.vertx.kit.TestSessions.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** Fields of a stream that is over are another's: a late look at them finds nothing. */
@Timeout(60)
class LentFieldsTest {

  private static InboundExchange ask(
      RawHttp2Client client, TestSessions sessions, int stream, String name) throws Exception {
    client.head(
        stream, true, ":method", "GET", ":scheme", "http", ":path", "/", name, "1", "cookie",
        "c=1");
    assertThat(client.status(stream)).isEqualTo("200");
    return sessions.next();
  }

  @Test
  void exchangeThatIsOver_findsNothing_andLeavesTheFieldsOfTheNextAlone() throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      InboundExchange first = ask(client, sessions, 1, "x-first");
      run(first, first::allTold);
      run(first, () -> {}); // that turn is over
      InboundExchange next = ask(client, sessions, 3, "x-next");

      run(first, () -> first.responseFields().set("x-late", "1"));
      run(first, () -> first.fields().set("x-late", "1"));
      assertThat(on(first, () -> first.fields().contains("x-first"))).isFalse();
      assertThat(on(first, () -> first.fields().contains("x-next"))).isFalse();
      assertThat(on(first, () -> first.cookie("c"))).isNull();
      assertThat(on(next, () -> next.fields().names())).containsExactly("x-next", "cookie");
      assertThat(on(next, () -> next.responseFields().contains("x-late"))).isFalse();
    }
  }

  @Test
  void exchangeOfWhichSomethingMayBeTold_keepsItsFields() throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      InboundExchange first = ask(client, sessions, 1, "x-first");
      ask(client, sessions, 3, "x-next");

      assertThat(on(first, () -> first.fields().names())).containsExactly("x-first", "cookie");
      assertThat(on(first, () -> first.cookie("c"))).isEqualTo("1");
    }
  }
}
