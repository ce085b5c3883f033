package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.PeerBalancer;

class PageTest {

  private static final Instant START = Instant.parse("2026-11-22T11:28:19Z");
  private static final ServerFacts FACTS = ServerFacts.of(START, 1 << 20, OptionalLong.of(7));
  private static final String EVIL = "<img src=x onerror=\"alert('x')\">%s%n";

  /** As much of it as a route may have. */
  private static final String EVIL_ROUTE = "<img/src=x/onerror=alert('x')>%s%n";

  @Test
  void page_withMarkupInEveryName_escapesItEverywhere() {
    Balancer balancer =
        builder(EVIL)
            .member(Member.at("http://a:1").id(EVIL).route(EVIL_ROUTE).redirect(EVIL_ROUTE).build())
            .build();

    String page = page(balancer);
    assertThat(page)
        .doesNotContain("<img")
        .doesNotContain("alert('x')")
        .contains("data-member=\"&lt;img src=x onerror=&quot;alert(&#39;x&#39;)&quot;&gt;%s%n\"")
        .contains("route &lt;img", "redirects to &lt;img", "<h2>&lt;img");
  }

  @Test
  void page_asServed_hasNoInlineScriptOrStyle() {
    String page = page(builder("c").member(Member.of("http://a:1")).build());
    assertThat(page).doesNotContain("<style", " style=", "onclick", "javascript:");
    assertThat(page).containsOnlyOnce("<script ").contains(" defer></script>");
  }

  @Test
  void page_ofAMemberThatFailed_saysWhyAndSinceWhen() {
    Balancer balancer =
        builder("c").member(Member.of("http://a:1")).member(Member.of("http://b:1")).build();
    Lease lease = balancer.acquire();
    lease.complete(Outcome.CONNECT_FAILED);

    assertThat(page(balancer))
        .contains("data-member=\"a:1\" data-standing=\"down\"")
        .contains("data-member=\"b:1\" data-standing=\"serving\"")
        .contains("datetime=\"2026-11-22T11:28:19Z\">90\u00a0s</time>", "connect failed");
  }

  @Test
  void page_ofAMemberThatIsProbed_saysWhatTheLastProbeFound_asText() {
    Duration second = Duration.ofSeconds(1);
    ManualTime time = new ManualTime();
    Balancer balancer =
        builder("c")
            .member(Member.of("http://a:1"))
            .scheduler(time)
            .probing(
                new ProbePolicy(second, second, second, 2, 3, true),
                (member, told) -> {
                  told.accept(Finding.failed("200, without <b>ok</b> in its body"));
                  return () -> "answer";
                })
            .build();
    time.advance(second);

    assertThat(page(balancer))
        .contains(
            "data-field=\"probe\">probe failed 90\u00a0s ago: 200, without &lt;b&gt;ok&lt;/b&gt;");
  }

  @Test
  void page_withShares_drawsEachBarAgainstItsFairShare() {
    Balancer balancer =
        builder("c")
            .member(Member.at("http://a:1").weight(3).build())
            .member(Member.of("http://b:1"))
            .build();
    for (int i = 0; i < 4; i++) {
      balancer.acquire().complete(Outcome.SUCCESS);
    }

    assertThat(page(balancer))
        .contains("75.0\u00a0%</span>", "fair share 75.0\u00a0%", "fair share 25.0\u00a0%")
        .contains("class=\"fill\" y=\"2\" width=\"98.00\"", "d=\"M98.00 0v12\"")
        .contains("class=\"fill\" y=\"2\" width=\"32.67\"", "d=\"M32.67 0v12\"");
  }

  @Test
  void page_ofATable_namesItsColumnsAndRowsForReaders() {
    assertThat(page(builder("c").member(Member.of("http://a:1")).build()))
        .contains("<caption>Members of c</caption>")
        .contains("<th scope=\"col\" role=\"columnheader\">Member</th>")
        .contains("<th scope=\"row\" role=\"rowheader\">");
  }

  @Test
  void page_withoutClustersOrMembers_saysSo() {
    assertThat(Page.of(PageFrame.of("/m", true), List.of(), List.of(), START, FACTS))
        .contains("No clusters.");
    assertThat(page(builder("c").build())).contains("No members.");
  }

  @Test
  void page_ofOneOfSeveralBalancers_showsThem_andWhereTheyDiffer() {
    PeerBalancer own = peer("balancer1", true, Map.of());
    PeerBalancer other = peer("<b>2", false, Map.of("c", Map.of("pi1", "down")));

    String page =
        Page.of(
            PageFrame.of("/m", true), List.of(), List.of(own, other), START.plusSeconds(90), FACTS);

    assertThat(page)
        .contains("balancer1 <span class=\"small\">this one</span>", "has it", "90\u00a0s")
        .contains("&lt;b&gt;2", "not known", "others")
        .contains("c: pi1 is down for &lt;b&gt;2, up for balancer1");
  }

  private static PeerBalancer peer(
      String name, boolean isOwn, Map<String, Map<String, String>> unwell) {
    return new PeerBalancer(
        "id of " + name,
        name,
        "10.0.0.1:7800",
        isOwn,
        Optional.of(true).filter(any -> isOwn),
        Optional.of(START),
        isOwn,
        unwell);
  }

  private static String page(Balancer balancer) {
    return Page.of(
        PageFrame.of("/m", true),
        List.of(ClusterView.of(balancer)),
        List.of(),
        START.plusSeconds(90),
        FACTS);
  }

  private static BalancerBuilder builder(String name) {
    return Balancer.builder(name, Strategies.byRequests()).ticker(new StandingTicker());
  }

  private static final class StandingTicker implements Ticker {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Instant now() {
      return START;
    }
  }
}
