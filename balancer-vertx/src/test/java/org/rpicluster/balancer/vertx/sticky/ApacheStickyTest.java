package org.rpicluster.balancer.vertx.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.Browser;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;

/**
 * Apache's rules of sticky sessions, row by row: what it does is in the row, and what is done here
 * as well if that is something else. The acceptance suite {@code sticky} asks Apache itself the
 * same rows.
 */
class ApacheStickyTest {

  /** As often as there are members, and once more: in turn, no member is left out. */
  private static final int REQUESTS = 5;

  private static final Stickiness STICKY =
      Stickiness.byCookie("ROUTEID").parameter("jsessionid").issued(RouteCookie.DEFAULT);

  private final List<RawMember> started = new ArrayList<>();
  private final ManualTime time = new ManualTime();

  @AfterEach
  void stop() throws IOException {
    for (RawMember member : started) {
      member.close();
    }
  }

  @ParameterizedTest(name = "{0}: {1} {3} {4}")
  @CsvFileSource(
      resources = "apache-sticky.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1,
      emptyValue = "",
      nullValues = "null")
  void row(
      String rule,
      String members,
      String settings,
      String url,
      String cookie,
      String served,
      String told,
      String here,
      String toldHere)
      throws Exception {
    String expected = or(here, served);
    try (TestProxy proxy = proxy(or(settings, ""), members);
        RawClient client = proxy.connect()) {
      String first = ask(client, url, cookie);
      Set<String> seen = new LinkedHashSet<>(List.of(server(first)));
      for (int i = 1; i < REQUESTS; i++) {
        seen.add(server(ask(client, url, cookie)));
      }

      if (expected.equals("any")) {
        assertThat(seen).hasSizeGreaterThan(1).doesNotContain("503");
      } else {
        assertThat(seen).containsExactly(expected);
      }
      assertThat(first.toLowerCase(Locale.ROOT).contains("\r\nset-cookie: routeid="))
          .isEqualTo(or(toldHere, told).equals("yes"));
    }
  }

  /** "usable, else retry, usable": by a session as well as by the others. */
  @Test
  void memberInError_isTriedByItsSessions_whenItsTimeIsOver() throws Exception {
    try (TestProxy proxy = proxy("", "a b:dead");
        Browser browser = proxy.browser()) {
      assertThat(browser.with("ROUTEID", ".b").get("/").body()).isEqualTo("a");
      Member back = Member.at(member("b").url()).id("b").route("b").build();
      proxy
          .balancer()
          .update(List.of(proxy.balancer().candidates().members().get(0).member(), back));
      assertThat(browser.with("ROUTEID", ".b").get("/").body()).isEqualTo("a");

      time.advance(FailurePolicy.APACHE.recovery().retry());

      assertThat(browser.with("ROUTEID", ".b").get("/").body()).isEqualTo("b");
    }
  }

  private static String ask(RawClient client, String url, String cookie) throws IOException {
    String field = cookie == null ? "" : "Cookie: " + cookie + "\r\n";
    return client
        .send("GET " + url + " HTTP/1.1\r\nHost: a.test\r\n" + field + "\r\n")
        .readAnswer();
  }

  private static String server(String answer) {
    return answer.startsWith("HTTP/1.1 503")
        ? "503"
        : answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static String or(String value, String unless) {
    return value == null || value.isEmpty() ? unless : value;
  }

  private TestProxy proxy(String settings, String members) throws Exception {
    List<Member> all = new ArrayList<>();
    for (String word : members.split(" ")) {
      all.add(read(word));
    }
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests())
            .members(all)
            .failurePolicy(FailurePolicy.APACHE)
            .stickiness(stickiness(settings))
            .ticker(time)
            .scheduler(time)
            .build();
    ProxiedCluster cluster = new ProxiedCluster(balancer, TestProxy.PATIENT);
    return TestProxy.builder(cluster).start();
  }

  private static Stickiness stickiness(String settings) {
    return switch (settings) {
      case "" -> STICKY;
      case "strict" -> STICKY.strict(true);
      case "semicolonEnds" -> STICKY.semicolonEnds(true);
      case "separator=none" -> STICKY.separator("");
      case "separator=!" -> STICKY.separator("!");
      default -> throw new IllegalArgumentException(settings);
    };
  }

  /** A member with its letter for id and route, and what follows a colon. */
  private Member read(String word) throws IOException {
    String id = word.substring(0, 1);
    List<String> settings = word.length() == 1 ? List.of() : List.of(word.substring(2).split(","));
    RawMember member = member(id);
    if (settings.contains("dead")) {
      member.close();
    }
    MemberBuilder builder = Member.at(member.url()).id(id).route(id);
    settings.forEach(setting -> set(builder, setting));
    return builder.build();
  }

  private static void set(MemberBuilder builder, String setting) {
    String value = setting.substring(setting.indexOf('=') + 1);
    switch (setting.replaceAll("=.*", "")) {
      case "route" -> builder.route(value.equals("-") ? "" : value);
      case "redirect" -> builder.redirect(value);
      case "set" -> builder.set(Integer.parseInt(value));
      case "role" -> builder.role(Role.valueOf(value.toUpperCase(Locale.ROOT)));
      case "state" -> builder.state(AdminState.valueOf(value.toUpperCase(Locale.ROOT)));
      case "dead" -> {}
      default -> throw new IllegalArgumentException(setting);
    }
  }

  private RawMember member(String id) throws IOException {
    RawMember member = new RawMember(ok(id));
    started.add(member);
    return member;
  }
}
