package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** Answers that take their time: events as they happen, polls that wait for one. */
class EventStreamTest {

  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final String UNTIL_CLOSED =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

  private static final String EVENT = "data: 0123\n\n";
  private static final String CHUNK = "c\r\n" + EVENT + "\r\n";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void event_isThereBeforeTheNextOne(boolean chunked) throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    String event = chunked ? CHUNK : EVENT;
    Reply events =
        connection -> {
          connection.write((chunked ? CHUNKED : UNTIL_CLOSED) + event);
          seen.join();
          connection.write(event);
          connection.write(chunked ? "0\r\n\r\n" : "");
          connection.close();
        };
    try (RawMember member = new RawMember(events);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/events").readHead()).contains("text/event-stream");
      assertThat(client.read(CHUNK.length())).isEqualTo(CHUNK);
      seen.complete(null);
      String rest = CHUNK + "0\r\n\r\n";
      assertThat(client.read(rest.length())).isEqualTo(rest);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.COMPLETE);
    }
  }

  @Test
  void head_isThereBeforeTheFirstEvent() throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    Reply nothingYet =
        connection -> {
          connection.write(CHUNKED);
          seen.join();
          connection.write("0\r\n\r\n");
        };
    try (RawMember member = new RawMember(nothingYet);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/events").readHead()).startsWith("HTTP/1.1 200");
      seen.complete(null);
      assertThat(client.read(5)).isEqualTo("0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHUNKED + CHUNK, ""})
  void clientThatLeaves_freesTheMemberAtOnce(String answer) throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<String> rest = new CompletableFuture<>();
    Reply patient =
        connection -> {
          connection.write(answer);
          asked.complete(null);
          rest.complete(connection.readAll());
        };
    try (RawMember member = new RawMember(patient);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/poll");
      asked.get(20, TimeUnit.SECONDS);
      client.leave();
      assertThat(rest.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
    }
  }
}
