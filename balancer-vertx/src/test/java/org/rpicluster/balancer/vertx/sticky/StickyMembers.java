package org.rpicluster.balancer.vertx.sticky;

import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.ClusterChange;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;

/** Three members, each of which answers with its letter, and what a test of sessions needs. */
abstract class StickyMembers {

  static final Stickiness STICKY =
      Stickiness.byCookie("ROUTEID").parameter("jsessionid").issued(RouteCookie.DEFAULT);

  RawMember a;
  RawMember b;
  RawMember c;

  @BeforeEach
  void startMembers() throws IOException {
    a = new RawMember(ok("a"));
    b = new RawMember(ok("b"));
    c = new RawMember(ok("c"));
  }

  @AfterEach
  void stopMembers() throws IOException {
    a.close();
    b.close();
    c.close();
  }

  static TestProxy proxy(Stickiness sticky, Member... members) throws Exception {
    return proxy(sticky, balancer(Strategies.byRequests(), members));
  }

  static TestProxy proxy(Stickiness sticky, Balancer balancer) throws Exception {
    balancer.change(new ClusterChange().stickiness(Optional.of(sticky)));
    return TestProxy.builder(new ProxiedCluster(balancer, TestProxy.PATIENT)).start();
  }

  static Balancer balancer(Strategy strategy, Member... members) {
    return Balancer.builder("test", strategy).members(List.of(members)).build();
  }

  static void set(TestProxy proxy, Member... members) {
    proxy.balancer().update(List.of(members));
  }

  Member at(RawMember member) {
    return with(member, m -> m);
  }

  /** A member, whose id is its letter. */
  Member with(RawMember member, UnaryOperator<MemberBuilder> edit) {
    String id = member == a ? "a" : member == b ? "b" : "c";
    return edit.apply(Member.at(member.url()).id(id)).build();
  }
}
