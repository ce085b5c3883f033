package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.GOAWAY;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;

import java.io.EOFException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.TestSessions;

/** How a connection of HTTP/2 is asked to end, and ends. RFC 9113 §6.8. */
@Timeout(60)
class GoodbyeTest {

  @Test
  void streamsThatAreOnTheirWay_areServed_untilTheLastIsNamed() throws Exception {
    try (TestSessions sessions = TestSessions.answering();
        RawHttp2Client client = sessions.connect()) {
      client.request(1, true, "GET", "/");
      client.status(1);
      sessions.goAways().first();
      assertThat(client.read(GOAWAY, 0).number()).isEqualTo(Integer.MAX_VALUE);

      client.request(3, true, "GET", "/");
      assertThat(client.status(3)).isEqualTo("200");
      sessions.goAways().last();
      Frame last = client.read(GOAWAY, 0);
      assertThat(last.number()).isEqualTo(3);
      assertThat(last.secondNumber()).isZero();
    }
  }

  @Test
  void connectionThatIsClosed_endsBehindItsStreams() throws Exception {
    try (TestSessions sessions = new TestSessions(inbound -> {});
        RawHttp2Client client = sessions.connect()) {
      client.request(1, true, "GET", "/");
      InboundExchange inbound = sessions.next();
      TestSessions.run(inbound, inbound.connection()::close);
      assertThat(client.read(GOAWAY, 0).number()).isEqualTo(1);

      TestSessions.run(inbound, () -> inbound.end(null));
      assertThat(client.status(1)).isEqualTo("200");
      assertThatThrownBy(client::readToEnd).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void exchangeWhoseHandlerThrows_ends_andTheOthersGoOn() throws Exception {
    try (TestSessions sessions =
            new TestSessions(
                inbound -> {
                  if (inbound.target().equals("/bad")) {
                    throw new IllegalStateException("as a test wants it");
                  }
                  inbound.end(null);
                });
        RawHttp2Client client = sessions.connect()) {
      client.request(1, true, "GET", "/bad");
      assertThat(client.read(RST_STREAM, 1).number()).isEqualTo(2);

      client.request(3, true, "GET", "/");
      assertThat(client.status(3)).isEqualTo("200");
    }
  }
}
