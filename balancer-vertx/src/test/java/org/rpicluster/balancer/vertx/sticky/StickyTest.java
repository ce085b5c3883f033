package org.rpicluster.balancer.vertx.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.Browser;
import org.rpicluster.balancer.vertx.kit.Browser.Answer;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Connection;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Which member serves a session, over real sockets, with browsers that keep cookies. */
class StickyTest extends StickyMembers {

  @Test
  void session_staysWithTheMemberOfItsFirstAnswer_andIsToldOnce() throws Exception {
    try (TestProxy proxy = proxy(STICKY, at(a), at(b), at(c));
        Browser first = proxy.browser();
        Browser second = proxy.browser()) {
      assertThat(first.get("/").setCookies())
          .containsExactly("ROUTEID=.a; Path=/; HttpOnly; SameSite=Lax");
      assertThat(second.get("/").body()).isEqualTo("b");
      for (int i = 0; i < 4; i++) {
        Answer again = first.get("/");
        assertThat(again.body()).isEqualTo("a");
        assertThat(again.setCookies()).isEmpty();
      }
      assertThat(second.get("/").body()).isEqualTo("b");
    }
  }

  @Test
  void memberThatHasDied_losesItsSessionsToAnother_andTheCookieChanges() throws Exception {
    try (TestProxy proxy = proxy(STICKY, at(a), at(b));
        Browser browser = proxy.browser().with("ROUTEID", ".b")) {
      assertThat(browser.get("/").body()).isEqualTo("b");
      b.close();

      Answer moved = browser.get("/");
      assertThat(moved.body()).isEqualTo("a");
      assertThat(moved.setCookies()).hasSize(1);
      assertThat(browser.cookie("ROUTEID")).isEqualTo(".a");
      assertThat(proxy.settled(2).get(1).attempts()).isEqualTo(2);
      assertThat(browser.get("/").setCookies()).isEmpty();
    }
  }

  @Test
  void memberThatBreaksOff_losesAGet_butNotAPost() throws Exception {
    try (RawMember broken = new RawMember(Connection::reset);
        TestProxy proxy = proxy(STICKY, at(a), Member.at(broken.url()).id("b").build());
        Browser browser = proxy.browser().with("ROUTEID", ".b")) {
      Answer post = browser.send("POST", "/", "Content-Length: 0");
      assertThat(post.status()).isEqualTo(502);
      assertThat(post.setCookies()).isEmpty();

      assertThat(browser.get("/").body()).isEqualTo("a");
      assertThat(browser.cookie("ROUTEID")).isEqualTo(".a");
    }
  }

  @Test
  void strictSession_isRefused_untilItsMemberIsBack() throws Exception {
    try (TestProxy proxy = proxy(STICKY.strict(true), at(a), at(b));
        Browser browser = proxy.browser().with("ROUTEID", ".b")) {
      set(proxy, at(a), with(b, m -> m.state(AdminState.DISABLED)));
      Answer refused = browser.get("/");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).containsIgnoringCase("retry-after: ");
      assertThat(refused.body()).isEqualTo("The server of this session is not available.\n");
      assertThat(refused.setCookies()).isEmpty();

      set(proxy, at(a), at(b));
      assertThat(browser.get("/").body()).isEqualTo("b");
    }
  }

  @Test
  void strictSession_whoseMemberDies_goesNowhereElse() throws Exception {
    try (TestProxy proxy = proxy(STICKY.strict(true), at(a), at(b));
        Browser browser = proxy.browser().with("ROUTEID", ".b")) {
      b.close();

      for (int i = 0; i < 2; i++) {
        Answer refused = browser.get("/");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("The server of this session is not available.\n");
      }
      assertThat(a.heads()).isEmpty();
    }
  }

  @Test
  void memberThatDrains_keepsItsSessions_andGetsNoNewOnes() throws Exception {
    try (TestProxy proxy = proxy(STICKY, at(a), at(b));
        Browser old = proxy.browser().with("ROUTEID", ".b")) {
      set(proxy, at(a), with(b, m -> m.state(AdminState.DRAINING)));

      for (int i = 0; i < 3; i++) {
        assertThat(old.get("/").body()).isEqualTo("b");
        try (Browser young = proxy.browser()) {
          assertThat(young.get("/").body()).isEqualTo("a");
        }
      }
    }
  }

  @Test
  void redirects_areFollowed_andTheCookieNamesWhoServes() throws Exception {
    try (TestProxy proxy =
            proxy(
                STICKY,
                at(a),
                with(b, m -> m.redirect("x").state(AdminState.DISABLED)),
                Member.at("http://127.0.0.1:1").id("x").redirect("c").build(),
                at(c));
        Browser browser = proxy.browser().with("ROUTEID", ".b")) {
      // The one between is found dead by this very request.
      assertThat(browser.get("/").body()).isEqualTo("c");
      assertThat(browser.cookie("ROUTEID")).isEqualTo(".c");
    }
  }

  @Test
  void standbyOfTheSameRoute_isItsFallBack_andTheSessionIsNotMoved() throws Exception {
    try (TestProxy proxy =
            proxy(
                STICKY,
                at(a),
                with(b, m -> m.route("east")),
                with(c, m -> m.route("east").role(Role.STANDBY)));
        Browser browser = proxy.browser().with("ROUTEID", ".east")) {
      assertThat(browser.get("/").body()).isEqualTo("b");
      b.close();

      Answer fallenBack = browser.get("/");
      assertThat(fallenBack.body()).isEqualTo("c");
      assertThat(fallenBack.setCookies()).isEmpty();
    }
  }

  @Test
  void spareAndOtherSet_serveTheirSessionsOutOfTurn() throws Exception {
    try (TestProxy proxy =
            proxy(STICKY, at(a), with(b, m -> m.role(Role.SPARE)), with(c, m -> m.set(1)));
        Browser onSpare = proxy.browser().with("ROUTEID", ".b");
        Browser onOtherSet = proxy.browser().with("ROUTEID", ".c")) {
      assertThat(onSpare.get("/").body()).isEqualTo("b");
      assertThat(onOtherSet.get("/").body()).isEqualTo("c");
    }
  }

  @Test
  void memberThatIsFull_losesTheSession() throws Exception {
    try (RawMember holding = new RawMember(connection -> connection.write(""));
        TestProxy proxy =
            proxy(STICKY, at(a), Member.at(holding.url()).id("b").maxInFlight(1).build());
        RawClient held = proxy.connect();
        Browser browser = proxy.browser().with("ROUTEID", ".b")) {
      held.send("GET / HTTP/1.1\r\nHost: a.test\r\nCookie: ROUTEID=.b\r\n\r\n");
      TestProxy.await(() -> holding.heads().size() == 1);

      assertThat(browser.get("/").body()).isEqualTo("a");
      assertThat(browser.cookie("ROUTEID")).isEqualTo(".a");
    }
  }

  /** The row of Apache's in the reference: every second request is of a session with a. */
  @Test
  void stickyRequests_arePutToAccount_soThatTheOthersMakeUpForThem() throws Exception {
    List<String> served = new ArrayList<>();
    try (TestProxy proxy = proxy(STICKY, at(a), at(b), at(c));
        Browser session = proxy.browser().with("ROUTEID", ".a");
        RawClient stranger = proxy.connect()) {
      for (int i = 0; i < 3; i++) {
        served.add(session.get("/").body() + "*");
        String answer = stranger.get("/").readAnswer();
        served.add(answer.substring(answer.length() - 1));
      }
    }
    assertThat(served).containsExactly("a*", "b", "a*", "c", "a*", "b");
  }

  @Test
  void hashingStrategy_choosesForNewSessions_andTheCookieKeepsThem() throws Exception {
    Strategy strategy = Strategies.rendezvous(HashKey.parse("header:X-User"));
    Balancer balancer = balancer(strategy, at(a), at(b), at(c));
    try (TestProxy proxy = proxy(STICKY, balancer);
        Browser browser = proxy.browser()) {
      String first = browser.send("GET", "/", "X-User: 1").body();
      assertThat(browser.cookie("ROUTEID")).isEqualTo("." + first);
      for (int user = 2; user < 12; user++) {
        assertThat(browser.send("GET", "/", "X-User: " + user).body()).isEqualTo(first);
      }
    }
  }
}
