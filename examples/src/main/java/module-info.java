/** Small whole programs that use the library. */
module org.rpicluster.balancer.examples {
  requires static org.jspecify;
  requires io.vertx.core;
  requires io.vertx.web;
  requires java.net.http;
  requires jdk.httpserver;
  requires org.rpicluster.balancer.strategies;
  requires org.rpicluster.balancer.vertx;

  provides org.rpicluster.balancer.pick.Strategy with
      org.rpicluster.balancer.examples.strategy.InBatches;
}
