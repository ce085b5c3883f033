/**
 * The strategies of the balancing library; {@link org.rpicluster.balancer.strategy} is the table.
 */
module org.rpicluster.balancer.strategies {
  requires transitive org.rpicluster.balancer.core;
  requires static org.jspecify;

  exports org.rpicluster.balancer.strategy;

  uses org.rpicluster.balancer.pick.Strategy;
}
