package org.rpicluster.balancer.benchmarks.own;

import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Strategy;

/** Makes balancers of the members that everyone is given. Stateless; any thread. */
public final class Clusters {

  private Clusters() {}

  /** A balancer with these members. */
  public static Balancer of(Strategy strategy, Members members) {
    List<Member> list =
        IntStream.range(0, members.count()).mapToObj(i -> member(members, i)).toList();
    return Balancer.builder("benchmark", strategy).members(list).build();
  }

  /** One member. */
  public static Member member(Members members, int index) {
    return Member.at("http://" + Members.HOST + ":" + members.port(index))
        .weight(members.hundredths(index) / 100.0)
        .build();
  }
}
