package org.rpicluster.balancer.examples;

import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.ClusterChange;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.strategy.Strategies;

/** Several changes of a running cluster at once: one joins, one leaves, one carries more. */
public final class ChangeACluster {

  private ChangeACluster() {}

  /** Changes a cluster of three, and prints what has become of it. */
  public static void main(String... args) {
    Balancer balancer =
        Balancer.builder("rpicluster", Strategies.byRequests())
            .member(Member.at("http://192.168.1.101").id("pi1").build())
            .member(Member.at("http://192.168.1.102").id("pi2").state(AdminState.DRAINING).build())
            .member(Member.at("http://192.168.1.103").id("pi3").build())
            .build();
    // snippet: change
    balancer.change(
        new ClusterChange()
            .add(Member.at("http://192.168.1.104").id("pi4").build())
            .edit("pi2", pi2 -> pi2.weight(2).state(AdminState.ENABLED))
            .remove("pi3")
            .strategy(Strategies.byBusyness()));
    // end
    System.out.println(balancer.strategy().name());
    for (Candidate candidate : balancer.candidates().members()) {
      System.out.println(candidate.member().id() + " " + candidate.member().weight());
    }
  }
}
