package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.ClientHeader;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestId;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What members are told about the client, and by which proxies it is believed. */
@Timeout(60)
class ForwardedTest {

  private static final String SPOOFED =
      "GET / HTTP/1.1\r\nHost: a.test:81\r\n"
          + "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: b.test\r\n"
          + "X-Forwarded-Proto: https\r\nX-Forwarded-Port: 444\r\nX-Real-IP: 6.6.6.6\r\n"
          + "Forwarded: for=6.6.6.6;host=evil.test\r\nX-Request-Id: theirs\r\n\r\n";

  @Test
  void fieldsOfAStranger_areReplaced_butForTheChain() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("192.0.2.0/24"))).start();
        RawClient client = proxy.connect()) {
      client.send(SPOOFED).readAnswer();

      assertThat(lines(member.heads().get(0)))
          .contains(
              "X-Forwarded-For: 203.0.113.7, 127.0.0.1",
              "X-Forwarded-Host: a.test:81",
              "X-Forwarded-Proto: http",
              "X-Real-IP: 127.0.0.1",
              "Forwarded: for=127.0.0.1;host=\"a.test:81\";proto=http;by=_me",
              "via: 1.1 me")
          .noneMatch(line -> line.startsWith("X-Forwarded-Port") || line.contains("6.6.6.6"))
          .noneMatch(line -> line.contains("theirs"));
      assertThat(proxy.settled(1).get(0).client().address()).isEqualTo("127.0.0.1");
      assertThat(proxy.settled(1).get(0).requestId()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void fieldsOfATrustedProxy_areBelieved() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("127.0.0.0/8"))).start();
        RawClient client = proxy.connect()) {
      client.send(SPOOFED).readAnswer();

      assertThat(lines(member.heads().get(0)))
          .contains(
              "X-Forwarded-For: 203.0.113.7, 127.0.0.1",
              "X-Forwarded-Host: b.test",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Port: 444",
              "X-Real-IP: 203.0.113.7",
              "X-Request-Id: theirs");
      assertThat(proxy.settled(1).get(0).client().address()).isEqualTo("203.0.113.7");
      assertThat(proxy.settled(1).get(0).requestId()).isEqualTo("theirs");
    }
  }

  @Test
  void chainOfATrustedProxy_isSaidInTheStandardsWordsAsWell() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("127.0.0.0/8"))).start();
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 2001:db8::7\r\n\r\n").readAnswer();
      client.send("GET / HTTP/1.1\r\nHost: a\r\nForwarded: for=192.0.2.7\r\n\r\n").readAnswer();

      assertThat(lines(member.heads().get(0)))
          .contains(
              "Forwarded: for=\"[2001:db8::7]\", for=127.0.0.1;host=a;proto=http;by=_me",
              "X-Real-IP: 2001:db8::7");
      assertThat(lines(member.heads().get(1)))
          .contains(
              "Forwarded: for=192.0.2.7, for=127.0.0.1;host=a;proto=http;by=_me",
              "X-Forwarded-For: 192.0.2.7, 127.0.0.1");
    }
  }

  /** What stands ready for the next request is not what this one has said. */
  @Test
  void strangerThatLies_betweenHonestRequests_isReplacedAllTheSame() throws Exception {
    String lie = "X-Real-IP: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Forwarded-Prefix: /6.6.6.6\r\n";
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("192.0.2.0/24"))).start();
        RawClient client = proxy.connect()) {
      for (String said : List.of("", lie, "", "Via: 1.0 theirs\r\n" + lie, lie)) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n" + said + "\r\n").readAnswer();
      }

      assertThat(member.heads())
          .hasSize(5)
          .noneMatch(head -> head.contains("6.6.6.6"))
          .allSatisfy(
              head ->
                  assertThat(lines(head))
                      .containsOnlyOnce(
                          "X-Real-IP: 127.0.0.1",
                          "X-Forwarded-For: 127.0.0.1",
                          "Forwarded: for=127.0.0.1;host=a;proto=http;by=_me"));
      assertThat(member.heads())
          .extracting(head -> head.contains("ia: 1.0 theirs, 1.1 me"))
          .containsExactly(false, false, false, true, false);
    }
  }

  @Test
  void requestsOfOneConnection_areToldApart() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("192.0.2.0/24"))).start();
        RawClient client = proxy.connect()) {
      for (String host : List.of("a", "b", "b")) {
        client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readAnswer();
      }

      assertThat(member.heads())
          .extracting(head -> head.contains("Forwarded: for=127.0.0.1;host=b;"))
          .containsExactly(false, true, true);
    }
  }

  @Test
  void redirect_goesToTheHostThatATrustedProxyWasAskedFor_andNoStranger() throws Exception {
    assertThat(redirect("127.0.0.0/8")).contains("https://b.test/x", "Domain=b.test");
    assertThat(redirect("192.0.2.0/24")).contains("http://a.test:81/x", "Domain=a.test");
  }

  private static void redirect(RawMember.Connection connection, RawMember self) throws IOException {
    connection.write(
        "HTTP/1.1 302 Found\r\nLocation: "
            + self.url()
            + "/x\r\nSet-Cookie: a=b; Domain=127.0.0.1\r\n"
            + "Content-Length: 0\r\n\r\n");
  }

  private static String redirect(String trusted) throws Exception {
    RawMember[] self = new RawMember[1];
    try (RawMember member = new RawMember(connection -> redirect(connection, self[0]));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules(trusted))).start();
        RawClient client = proxy.connect()) {
      self[0] = member;
      return client.send(SPOOFED).readAnswer();
    }
  }

  /** The last of a list is what the trusted proxy has written; what is wrong counts for nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Host: pub.test, mid.test; X-Forwarded-Proto: http, https |"
            + " mid.test | https | -",
        "X-Forwarded-Host: pub.test; X-Forwarded-Host: mid.test:81; X-Forwarded-Port: 1, 82 |"
            + " mid.test:81 | http | 82",
        "X-Forwarded-Host: mid.test, no host; X-Forwarded-Proto: https, wss; X-Forwarded-Port: 1,x |"
            + " a.test:81 | http | -",
        "X-Forwarded-Host: mid.test,; X-Forwarded-Proto: https,; X-Forwarded-Port: 70000 |"
            + " a.test:81 | http | -",
        "X-Forwarded-For: 192.0.2.1; Forwarded: for=192.0.2.1;host=x.test;proto=https |"
            + " a.test:81 | http | -",
        "Forwarded: for=192.0.2.1;host=x.test, for=192.0.2.2;host=y.test;proto=https;"
            + " X-Forwarded-Host: z.test | y.test | https | -",
        "Accept: text/html | a.test:81 | http | -"
      })
  void memberIsToldWhatItsRedirectsAreMappedBackTo(
      String fields, String host, String scheme, String port) throws Exception {
    RawMember[] self = new RawMember[1];
    try (RawMember member = new RawMember(connection -> redirect(connection, self[0]));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("127.0.0.0/8"))).start();
        RawClient client = proxy.connect()) {
      self[0] = member;
      client.send("GET / HTTP/1.1\r\nHost: a.test:81\r\n");
      String answer = client.send(fields.replace("; ", "\r\n") + "\r\n\r\n").readAnswer();

      assertThat(answer).contains(scheme + "://" + host + "/x\r\n");
      assertThat(forwarded(member.heads().get(0)))
          .containsExactlyInAnyOrder(
              ("X-Forwarded-Host: "
                      + host
                      + "|X-Forwarded-Proto: "
                      + scheme
                      + (port.equals("-") ? "" : "|X-Forwarded-Port: " + port))
                  .split("\\|"));
    }
  }

  private static List<String> forwarded(String head) {
    return lines(head).stream()
        .filter(line -> line.matches("(?i)x-forwarded-(host|proto|port).*"))
        .toList();
  }

  @Test
  void requestThatWasHereBefore_is508() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(rules("127.0.0.0/8"))).start();
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.1 me, 1.1 other\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 508 Loop Detected\r\n");
      client.send("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.1 meanwhile\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(member.heads()).hasSize(1);
    }
  }

  /** As with mod_remoteip: members see the client in the place of the proxy. */
  @Test
  void fieldOfTheProxiesOwn_putsTheClientInTheirPlace() throws Exception {
    ClientHeader header = new ClientHeader("X-Forwarded-For", AddressList.of(List.of()));
    ClientRules rules =
        new ClientRules(
            new Via("me"),
            new TrustedProxies(AddressList.of(List.of("127.0.0.0/8")), Optional.of(header)),
            Optional.empty(),
            RequestLimits.DEFAULT);
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.builder(member).but(builder -> builder.rules(rules)).start();
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.7\r\n\r\n");
      client.readAnswer();
      assertThat(lines(member.heads().get(0)))
          .contains("X-Forwarded-For: 6.6.6.6, 203.0.113.7", "X-Real-IP: 203.0.113.7")
          .contains("Forwarded: for=203.0.113.7;host=a;proto=http;by=_me");
    }
  }

  @Test
  void proxiesOnTheWay_areNoClientsToName_howeverItIsSpelled() throws Exception {
    ClientHeader header =
        new ClientHeader(
            "X-Client", AddressList.of(List.of("127.0.0.0/8")), Optional.of("X-Forwarded-By"));
    ClientRules rules =
        new ClientRules(
            new Via("me"),
            new TrustedProxies(AddressList.of(List.of("127.0.0.0/8")), Optional.of(header)),
            Optional.empty(),
            RequestLimits.DEFAULT);
    String said = "X-Forwarded-By: 6.6.6.6\r\nX_Forwarded_By: 6.6.6.6\r\n";
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.builder(member).but(builder -> builder.rules(rules)).start();
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + said + "X-Client: 203.0.113.7\r\n\r\n");
      client.readAnswer();
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + said + "\r\n");
      client.readAnswer();
      assertThat(lines(member.heads().get(0))).contains("X-Forwarded-By: 127.0.0.1");
      assertThat(member.heads()).noneMatch(head -> head.contains("6.6.6.6"));
    }
  }

  private static ClientRules rules(String trusted) {
    return new ClientRules(
        new Via("me"),
        new TrustedProxies(AddressList.of(List.of(trusted))),
        Optional.of(new RequestId("X-Request-Id", Chance.seeded(1))),
        RequestLimits.DEFAULT);
  }

  private static List<String> lines(String head) {
    return head.lines().toList();
  }
}
