package org.rpicluster.balancer.vertx.downstream;

/**
 * The activity on a connection, told to that which closes it when its client takes too long. On the
 * connection's event loop only.
 */
public interface Activity {

  /** For a connection that is not watched. */
  Activity UNWATCHED =
      new Activity() {
        @Override
        public void headBegun() {}

        @Override
        public void requestBegun() {}

        @Override
        public void answered() {}

        @Override
        public void switched() {}
      };

  /** A head has begun, and is not whole. */
  void headBegun();

  /** A request is under way. */
  void requestBegun();

  /** It has its answer: the next request, or the end. */
  void answered();

  /** It is a tunnel now, which another owner watches. */
  void switched();
}
