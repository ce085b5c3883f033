/**
 * The balancing library: members, their health, the frame that says which of them are eligible, the
 * interface that strategies implement, and the front door, {@link
 * org.rpicluster.balancer.Balancer}.
 *
 * <p>It needs nothing but the JDK; JSpecify's annotations are not needed at run time.
 */
module org.rpicluster.balancer.core {
  requires static transitive org.jspecify;

  exports org.rpicluster.balancer;
  exports org.rpicluster.balancer.check;
  exports org.rpicluster.balancer.fault;
  exports org.rpicluster.balancer.health;
  exports org.rpicluster.balancer.limit;
  exports org.rpicluster.balancer.member;
  exports org.rpicluster.balancer.pick;
  exports org.rpicluster.balancer.sticky;
  exports org.rpicluster.balancer.time;
}
