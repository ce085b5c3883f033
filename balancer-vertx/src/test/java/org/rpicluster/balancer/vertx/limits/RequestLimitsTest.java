package org.rpicluster.balancer.vertx.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** How much one request may take, and how long its client may be silent. */
@Timeout(60)
class RequestLimitsTest {

  private static final long NEVER = TimeUnit.MINUTES.toNanos(5);
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String POST = "POST / HTTP/1.1\r\nHost: a.test\r\n";

  @Test
  void asManyFieldsAsAllowed_goThrough_oneMoreIs431() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = proxy(new RequestLimits(8192, 5, Long.MAX_VALUE, NEVER), member);
        RawClient client = proxy.connect()) {
      String five = "GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(4);
      assertThat(client.send(five + "\r\n").readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(client.send(five + "A: b\r\n\r\n").readAll()).startsWith("HTTP/1.1 431 ");
    }
  }

  /** As over HTTP/1, where the parser holds it; the limit of all fields would let it pass. */
  @Test
  void lineOfHttp2_asLongAsAllowed_goesThrough_oneByteMoreIs414() throws Exception {
    String longest = "/" + "x".repeat(1000 - "GET / HTTP/1.1".length());
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = proxy(new RequestLimits(1000, 100, Long.MAX_VALUE, NEVER), member);
        Http2Client client = proxy.connectHttp2()) {
      assertThat(client.send(HttpMethod.GET, longest).head().statusCode()).isEqualTo(200);
      assertThat(client.send(HttpMethod.GET, longest + "x").head().statusCode()).isEqualTo(414);
      assertThat(client.send(HttpMethod.HEAD, longest).head().statusCode()).isEqualTo(414);
      assertThat(member.heads()).hasSize(1);
    }
  }

  /** All these names have one hash in Java, and in most tables of fields: CVE-2011-4858. */
  @Test
  void namesOfOneHash_areRefusedAsAnyOthers() throws Exception {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      for (int bit = 0; bit < 8; bit++) {
        fields.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      fields.append(": x\r\n");
    }
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = proxy(RequestLimits.DEFAULT, member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void lengthBeyondTheLimit_is413_andNoMemberHearsOfIt() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = proxy(new RequestLimits(8192, 100, 4, NEVER), member);
        RawClient client = proxy.connect()) {
      client.send(POST + "Content-Length: 5\r\n\r\nhello");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ");
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void chunksBeyondTheLimit_are413() throws Exception {
    try (RawMember member = new RawMember(connection -> connection.read(1 << 20));
        TestProxy proxy = proxy(new RequestLimits(8192, 100, 4, NEVER), member);
        RawClient client = proxy.connect()) {
      client.send(POST + "Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n1\r\n5\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ");
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(413);
    }
  }

  @Test
  void bodyOfTheLimit_goesThrough() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.read(9);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
        TestProxy proxy = proxy(new RequestLimits(8192, 100, 4, NEVER), member);
        RawClient client = proxy.connect()) {
      client.send(POST + "Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void bodyThatDoesNotGoOn_is408_andTheMemberIsNotBlamed() throws Exception {
    try (RawMember member = new RawMember(connection -> connection.read(1 << 20));
        TestProxy proxy = proxy(new RequestLimits(8192, 100, Long.MAX_VALUE, SOON), member);
        RawClient client = proxy.connect()) {
      client.send(POST + "Content-Length: 5\r\n\r\nhell");
      assertThat(client.readAll())
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("\r\nDate: ")
          .endsWith("The client did not go on in time.\n");
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(408);
      assertThat(proxy.balancer().candidates().size()).isEqualTo(1);
    }
  }

  /** A length of zero, but the stream is left open: nothing more comes, and nothing ends it. */
  @Test
  void emptyBodyOfHttp2_thatDoesNotEnd_is408() throws Exception {
    try (RawMember member = new RawMember(ok("never"));
        TestProxy proxy = proxy(new RequestLimits(8192, 100, Long.MAX_VALUE, SOON), member);
        Http2Client client = new Http2Client(proxy.http2Port())) {
      HttpClientRequest request = client.request(HttpMethod.POST, "/");
      request.putHeader("content-length", "0");
      client.on(request.writeHead());
      assertThat(client.on(request.response().map(HttpClientResponse::statusCode))).isEqualTo(408);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_SLOW);
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void silenceOfTheMember_isNotTheClients() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.read(5);
                  while (!released) {
                    Thread.onSpinWait();
                  }
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
        TestProxy proxy = proxy(new RequestLimits(8192, 100, Long.MAX_VALUE, SOON), member);
        RawClient client = proxy.connect();
        RawClient silent = proxy.connect()) {
      client.send(POST + "Content-Length: 5\r\n\r\nhello");
      TestProxy.await(() -> member.heads().size() == 1);
      silent.send(POST + "Content-Length: 5\r\n\r\nhell");
      assertThat(silent.readAll()).startsWith("HTTP/1.1 408 ");
      released = true;
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  private volatile boolean released;

  @Test
  void answerThatIsNotTaken_isCut() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + "x".repeat(1 << 24);
    try (RawMember member = new RawMember(says(endless));
        TestProxy proxy = proxy(new RequestLimits(8192, 100, Long.MAX_VALUE, SOON), member);
        RawClient client = proxy.connect()) {
      client.get("/");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_SLOW);
      // Not by an end behind all that waits, which would not come before the client reads.
      assertThat(client.isReset()).isTrue();
    }
  }

  private static TestProxy proxy(RequestLimits limits, RawMember member) throws Exception {
    ClientRules rules =
        new ClientRules(new Via("me"), TrustedProxies.NONE, Optional.empty(), limits);
    return TestProxy.builder(member).but(builder -> builder.rules(rules)).start();
  }
}
