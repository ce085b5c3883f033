package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What goes through the proxy, and what is changed on the way, over real sockets. */
class ForwardingTest {

  @Test
  void answerOfTheMember_reachesTheClientWhole() throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/a?b=c").readAnswer()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
      assertThat(member.heads().get(0)).startsWith("GET /a?b=c HTTP/1.1\r\n");
    }
  }

  @Test
  void requestsTakeTurns_overOneClientConnection() throws Exception {
    try (RawMember first = new RawMember(ok("first"));
        RawMember second = new RawMember(ok("second"));
        TestProxy proxy = TestProxy.before(first, second);
        RawClient client = proxy.connect()) {
      StringBuilder order = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        order.append(client.get("/").readAnswer().endsWith("first") ? "1" : "2");
      }
      assertThat(order).hasToString("121212");
    }
  }

  @Test
  void connectionToTheMember_isUsedAgain() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      for (int i = 0; i < 5; i++) {
        client.get("/" + i).readAnswer();
      }
      assertThat(member.connections()).isEqualTo(1);
    }
  }

  @Test
  void fieldsOfOneHop_endHere() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Theirs\r\nX-Theirs: 1\r\n"
                        + "Keep-Alive: timeout=60\r\nX-Kept: 1\r\nContent-Length: 0\r\n\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: a.test\r\nConnection: X-Mine, X-Forwarded-For\r\nX-Mine: 1\r\n"
              + "Proxy: evil\r\nTE: deflate;q=0.5\r\nUpgrade: x\r\nHTTP2-Settings: AAMAAABk\r\n"
              + "X-Other: 1\r\n\r\n");
      assertThat(client.readHead())
          .contains("X-Kept: 1")
          .doesNotContain("X-Theirs")
          .doesNotContain("timeout=60");
      assertThat(member.heads().get(0))
          .contains("X-Other: 1")
          .contains("X-Forwarded-For: 127.0.0.1")
          .doesNotContain("X-Mine")
          .doesNotContain("evil")
          .doesNotContain("deflate")
          .doesNotContain("HTTP2")
          .doesNotContain("Upgrade");
    }
  }

  @Test
  void memberIsTold_whoWasBefore() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: a.test:81\r\nX-Forwarded-For: 6.6.6.6\r\n"
              + "X-Forwarded-Host: evil.test\r\nVia: 1.0 other\r\n\r\n");
      client.readHead();
      assertThat(member.heads().get(0))
          .contains("X-Forwarded-For: 6.6.6.6, 127.0.0.1\r\n")
          .contains("X-Forwarded-Host: a.test:81\r\n")
          .contains("X-Forwarded-Proto: http\r\n")
          .containsPattern("(?i)\\r\\nvia: 1\\.0 other, 1\\.1 balancer-[0-9a-f]{8}\\r\\n")
          .doesNotContain("evil");
    }
  }

  @Test
  void host_isTheMembersOwnUnlessPreserved() throws Exception {
    try (RawMember member = new RawMember(ok(""))) {
      try (TestProxy proxy = TestProxy.before(member);
          RawClient client = proxy.connect()) {
        client.get("/").readHead();
      }
      try (TestProxy proxy = TestProxy.builder(member).preserveHost().start();
          RawClient client = proxy.connect()) {
        client.get("/").readHead();
      }
      String authority = member.url().substring("http://".length());
      assertThat(member.heads().get(0)).containsIgnoringCase("\r\nhost: " + authority + "\r\n");
      assertThat(member.heads().get(1)).containsIgnoringCase("\r\nhost: a.test\r\n");
    }
  }

  @Test
  void redirectToTheMember_isTurnedIntoOneToTheClientsHost() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  String self = "http://127.0.0.1:" + connection.localPort();
                  connection.write(
                      "HTTP/1.1 301 x\r\nLocation: "
                          + self
                          + "/a/\r\nContent-Location: "
                          + self
                          + "/a/x\r\nContent-Length: 0\r\n\r\n");
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/a").readHead())
          .containsIgnoringCase("\r\nlocation: http://a.test/a/\r\n")
          .containsIgnoringCase("content-location: http://a.test/a/x\r\n");
    }
  }

  @Test
  void chunkedUpload_arrivesWhole() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  String body = connection.read("5\r\nhello\r\n0\r\n\r\n".length());
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n[" + body + "]");
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\nhello\r\n0\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(member.heads().get(0)).containsIgnoringCase("transfer-encoding: chunked");
    }
  }

  @Test
  void expectContinue_isAnsweredByTheMember() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write("HTTP/1.1 100 Continue\r\n\r\n");
                  String body = connection.read(5);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue");
      assertThat(client.send("hello").readAnswer()).startsWith("HTTP/1.1 200").endsWith("hello");
    }
  }

  @Test
  void earlyHints_areRelayed() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead()).startsWith("HTTP/1.1 103").contains("</a.css>");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("ok");
    }
  }

  @Test
  void answerToHead_keepsItsLengthAndHasNoBody() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n");
      assertThat(client.readHead()).containsIgnoringCase("content-length: 5");
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @Test
  void notModified_hasNoBodyAndNoLength() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"), ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead())
          .startsWith("HTTP/1.1 304 Not Modified")
          .contains("ETag: \"x\"")
          .doesNotContainIgnoringCase("content-length");
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @Test
  void answerThatEndsWithItsConnection_comesInChunks() throws Exception {
    try (RawMember member = new RawMember(saysAndCloses("HTTP/1.0 200 OK\r\n\r\nuntil the end"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      String head = client.get("/").readHead();
      assertThat(head).containsIgnoringCase("transfer-encoding: chunked");
      assertThat(client.read("d\r\nuntil the end\r\n0\r\n\r\n".length())).contains("until the end");
    }
  }

  @Test
  void clientOfHttp10_getsABodyOfUnknownLengthUntilTheClose() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\n0\r\n\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.readAll())
          .startsWith("HTTP/1.0 200")
          .doesNotContainIgnoringCase("chunked")
          .endsWith("\r\n\r\nhello");
    }
  }

  @Test
  void closeInAList_isObeyed() throws Exception {
    try (RawMember member = new RawMember(ok("bye"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: TE, close\r\n\r\n");
      assertThat(client.readAll()).containsIgnoringCase("connection: close").endsWith("bye");
    }
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws Exception {
    try (RawMember member = new RawMember(ok("one"), ok("two"), ok("three"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/1").get("/2").get("/3");
      assertThat(client.readAnswer()).endsWith("one");
      assertThat(client.readAnswer()).endsWith("two");
      assertThat(client.readAnswer()).endsWith("three");
    }
  }

  @Test
  void aliasOfAFieldThatTheProxyVouchesFor_endsHere() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: a.test\r\nX_Forwarded_For: 6.6.6.6\r\nX-Forwarded_Host: x\r\n"
              + "my_own: 1\r\n\r\n");
      client.readHead();
      assertThat(member.heads().get(0)).contains("my_own: 1").doesNotContain("_Forwarded");
    }
  }

  @Test
  void optionsForwards_areCounted() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("OPTIONS / HTTP/1.1\r\nHost: a.test\r\nMax-Forwards: 0\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").contains("allow: GET");
      assertThat(member.heads()).isEmpty();
      client.send("OPTIONS / HTTP/1.1\r\nHost: a.test\r\nMax-Forwards: 7\r\n\r\n");
      client.readAnswer();
      assertThat(member.heads().get(0)).containsIgnoringCase("max-forwards: 6\r\n");
    }
  }

  @Test
  void everyExchange_isSettledOnce() throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/").readAnswer();
      client.get("/").readAnswer();
      assertThat(proxy.settled(2)).hasSize(2);
      assertThat(proxy.settled(2).get(0).status()).isEqualTo(200);
      assertThat(proxy.settled(2).get(0).bytesToClient()).isEqualTo(5);
      assertThat(proxy.settled(2).get(0).attempts()).isEqualTo(1);
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
    }
  }
}
