package org.rpicluster.balancer.vertx.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.ClusterChange;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteSignature;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.Browser;
import org.rpicluster.balancer.vertx.kit.Browser.Answer;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.kit.WebSocketEcho;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** How a session is told where it belongs, and says so again, over real sockets. */
class StickyCookieTest extends StickyMembers {

  @Test
  void cookie_goesOnToTheMember_asApachesDoes() throws Exception {
    try (TestProxy proxy = proxy(STICKY, at(a));
        Browser browser = proxy.browser().with("x", "y")) {
      browser.get("/");
      browser.get("/");

      assertThat(a.heads().get(1)).containsIgnoringCase("cookie: x=y; ROUTEID=.a\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({".gone", "gone", ".", "''"})
  void routeThatNobodyHas_isReplaced(String value) throws Exception {
    for (boolean strict : List.of(false, true)) {
      try (TestProxy proxy = proxy(STICKY.strict(strict), at(a), at(b));
          Browser browser = proxy.browser().with("ROUTEID", value)) {
        // What is not of our own form is another program's, and stays.
        boolean ours = !value.equals("gone");

        assertThat(browser.get("/").body()).isEqualTo("a");
        assertThat(browser.cookie("ROUTEID")).isEqualTo(ours ? ".a" : value);
      }
    }
  }

  @Test
  void url_goesBeforeTheCookie() throws Exception {
    try (TestProxy proxy = proxy(STICKY, at(a), at(b), at(c));
        Browser browser = proxy.browser().with("ROUTEID", ".a")) {
      assertThat(browser.get("/x").body()).isEqualTo("a");
      assertThat(browser.get("/x?jsessionid=1.b").body()).isEqualTo("b");
      assertThat(browser.get("/x;jsessionid=1.c?y=z").body()).isEqualTo("c");
      assertThat(browser.cookie("ROUTEID")).isEqualTo(".a");
    }
  }

  @Test
  void memberWithoutANameOfItsOwn_isNotGivenAway() throws Exception {
    try (TestProxy proxy = proxy(STICKY, Member.of(a.url()), Member.of(b.url()));
        Browser browser = proxy.browser()) {
      assertThat(browser.get("/").body()).isEqualTo("a");
      assertThat(browser.cookie("ROUTEID")).matches("\\.[0-9a-f]{16}");
      assertThat(browser.get("/").body()).isEqualTo("a");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | HTTP/1.1 204 No Content",
        "GET  | HTTP/1.1 302 Found#Location: /y",
        "GET  | HTTP/1.1 304 Not Modified#ETag: x",
        "GET  | HTTP/1.1 404 Not Found#Content-Length: 0",
        "GET  | HTTP/1.1 500 Oh#Content-Length: 0",
        "HEAD | HTTP/1.1 200 OK#Content-Length: 9",
      })
  void everyAnswerOfAMember_tellsTheSession(String method, String head) throws Exception {
    String said = head.replace("#", "\r\n") + (head.contains("302") ? "\r\nContent-Length: 0" : "");
    try (RawMember member = new RawMember(says(said + "\r\n\r\n"));
        TestProxy proxy = proxy(STICKY, Member.at(member.url()).id("m").build());
        Browser browser = proxy.browser()) {
      Answer answer = browser.send(method, "/");
      assertThat(answer.text()).startsWith(head.substring(0, 12));
      assertThat(answer.setCookies()).hasSize(1);
      assertThat(browser.cookie("ROUTEID")).isEqualTo(".m");
    }
  }

  @Test
  void interimAnswer_doesNot() throws Exception {
    Reply hinting =
        says(
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    try (RawMember member = new RawMember(hinting);
        TestProxy proxy = proxy(STICKY, Member.of(member.url()));
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead())
          .startsWith("HTTP/1.1 103")
          .doesNotContainIgnoringCase("set-cookie");
      assertThat(client.readHead()).containsIgnoringCase("set-cookie: ROUTEID=.");
    }
  }

  @Test
  void answersOfOurOwn_doNot() throws Exception {
    try (TestProxy proxy = proxy(STICKY, with(a, m -> m.state(AdminState.STOPPED)));
        Browser browser = proxy.browser()) {
      Answer unavailable = browser.get("/");
      assertThat(unavailable.status()).isEqualTo(503);
      assertThat(unavailable.setCookies()).isEmpty();
      Answer malformed = browser.get("/x/../y");
      assertThat(malformed.status()).isEqualTo(400);
      assertThat(malformed.setCookies()).isEmpty();
    }
  }

  @Test
  void webSocket_isPartOfItsSession() throws Exception {
    Balancer balancer;
    try (RawMember echo = new RawMember(WebSocketEcho.ECHO)) {
      balancer = balancer(Strategies.byRequests(), at(a), Member.at(echo.url()).id("ws").build());
      try (TestProxy proxy = proxy(STICKY, balancer);
          RawClient client = proxy.connect();
          RawClient again = proxy.connect()) {
        set(
            proxy,
            with(a, m -> m.state(AdminState.STOPPED)),
            Member.at(echo.url()).id("ws").build());
        assertThat(client.send(WebSocketEcho.ASK).readHead())
            .startsWith("HTTP/1.1 101 ")
            .containsIgnoringCase("set-cookie: ROUTEID=.ws; Path=/; ");
        assertThat(client.read(5)).isEqualTo("first");

        set(proxy, at(a), Member.at(echo.url()).id("ws").build());
        String known = WebSocketEcho.ASK.replace("Host:", "Cookie: ROUTEID=.ws\r\nHost:");
        assertThat(again.send(known).readHead())
            .startsWith("HTTP/1.1 101 ")
            .doesNotContainIgnoringCase("set-cookie");
      }
    }
  }

  @Test
  void http2_mayCutCookiesIntoPieces() throws Exception {
    try (TestProxy proxy = proxy(STICKY, at(a), at(b), at(c));
        Http2Client client = proxy.connectHttp2()) {
      Http2Client.Answer first = client.send(HttpMethod.GET, "/");
      assertThat(first.head().headers().getAll("set-cookie"))
          .containsExactly("ROUTEID=.a; Path=/; HttpOnly; SameSite=Lax");

      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.headers().add("cookie", "x=y").add("cookie", "ROUTEID=.c");
      Http2Client.Answer again = client.send(request);
      assertThat(again.body()).hasToString("c");
      assertThat(again.head().headers().contains("set-cookie")).isFalse();
    }
  }

  @Test
  void cookieOfAnApplication_isNotOverwritten() throws Exception {
    Stickiness sticky = Stickiness.byCookie("JSESSIONID").issued(RouteCookie.DEFAULT);
    Reply setting =
        says(
            "HTTP/1.1 200 OK\r\nSet-Cookie: JSESSIONID=abc.m; Path=/\r\nContent-Length: 1\r\n\r\nm");
    try (RawMember tomcat = new RawMember(setting, ok("m"));
        TestProxy proxy =
            proxy(sticky, Member.at(tomcat.url()).id("m").build(), with(a, m -> m.set(1)));
        Browser browser = proxy.browser()) {
      assertThat(browser.get("/").setCookies()).containsExactly("JSESSIONID=abc.m; Path=/");
      assertThat(browser.get("/").setCookies()).isEmpty();
      set(proxy, at(a));

      assertThat(browser.get("/").body()).isEqualTo("a");
      assertThat(browser.cookie("JSESSIONID")).isEqualTo("abc.m");
    }
  }

  @Test
  void balancerThatIssuesNothing_readsWhatMembersSet() throws Exception {
    try (TestProxy proxy = proxy(Stickiness.byCookie("S"), at(a), at(b));
        Browser browser = proxy.browser()) {
      assertThat(browser.get("/").setCookies()).isEmpty();
      browser.with("S", "1234.a");
      assertThat(browser.get("/").body()).isEqualTo("a");
    }
  }

  @Test
  void signedCookie_cannotBeForged() throws Exception {
    Stickiness signed =
        STICKY.issued(RouteCookie.DEFAULT.signature(new RouteSignature(new byte[16])));
    try (TestProxy proxy = proxy(signed, at(a), at(b), at(c));
        Browser honest = proxy.browser();
        Browser forger = proxy.browser()) {
      assertThat(honest.get("/").body()).isEqualTo("a");
      assertThat(honest.get("/").body()).isEqualTo("a");

      String other = honest.cookie("ROUTEID").replace(".a", ".c");
      forger.with("ROUTEID", other);
      assertThat(forger.get("/").body()).isEqualTo("b");
      assertThat(forger.cookie("ROUTEID")).endsWith(".b").isNotEqualTo(other);
      assertThat(forger.get("/?jsessionid=x.c").body()).isEqualTo("b");
    }
  }

  @Test
  void cookie_isForTls_whereTheClientHasIt_alsoBeforeATrustedProxy() throws Exception {
    ClientRules trusting =
        new ClientRules(
            new Via("me"),
            new TrustedProxies(AddressList.of(List.of("127.0.0.0/8"))),
            Optional.empty(),
            RequestLimits.DEFAULT);
    Balancer balancer = balancer(Strategies.byRequests(), at(a));
    balancer.change(new ClusterChange().stickiness(Optional.of(STICKY)));
    ProxiedCluster cluster = ProxiedCluster.of(balancer);
    try (TestProxy proxy =
            TestProxy.builder(cluster).but(builder -> builder.rules(trusting)).start();
        Browser browser = proxy.browser()) {
      assertThat(browser.get("/").setCookies()).noneMatch(set -> set.contains("Secure"));
      browser.with("ROUTEID", "");
      assertThat(browser.send("GET", "/", "X-Forwarded-Proto: https").setCookies())
          .containsExactly("ROUTEID=.a; Path=/; HttpOnly; Secure; SameSite=Lax");
    }
  }

  @Test
  void cookieOfOurOwn_isNotMappedBack_asTheMembersAre() throws Exception {
    Reply setting =
        says("HTTP/1.1 200 OK\r\nSet-Cookie: x=y; Path=/app\r\nContent-Length: 0\r\n\r\n");
    Stickiness sticky = STICKY.issued(RouteCookie.DEFAULT.path("/app"));
    try (RawMember member = new RawMember(setting)) {
      Balancer balancer =
          balancer(Strategies.byRequests(), Member.at(member.url()).id("m").build());
      balancer.change(new ClusterChange().stickiness(Optional.of(sticky)));
      Route.ToCluster mapped =
          new Route.ToCluster(
              Match.of("/shop"),
              ProxiedCluster.of(balancer),
              Rewriting.DEFAULT.paths(PathRewriting.NONE.to("/app")));
      try (TestProxy proxy = TestProxy.builder(mapped).start();
          Browser browser = proxy.browser()) {
        assertThat(browser.get("/shop/").setCookies())
            .containsExactly("x=y; Path=/shop", "ROUTEID=.m; Path=/app; HttpOnly; SameSite=Lax");
      }
    }
  }
}
