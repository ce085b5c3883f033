package org.rpicluster.balancer.vertx.connect;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;

/** The resolver that makes addresses of the name of a host: handed in, as time is. Any thread. */
@FunctionalInterface
public interface NameResolver {

  /**
   * Looks a name up, without blocking and without keeping anything.
   *
   * @return all its addresses, in the order in which they are to be tried; fails if there is none
   */
  Future<List<InetAddress>> lookUp(String host);

  /** What the last look-up of a name found, for any caller; empty if none has found anything. */
  default List<InetAddress> known(String host) {
    return List.of();
  }

  /** The same for one cluster, whose names wait for no other cluster's. */
  default NameResolver forCluster() {
    return this;
  }

  /**
   * As every other program on the system does it: whatever {@code /etc/nsswitch.conf} says, so that
   * {@code pi1.local} and a changed {@code /etc/hosts} are known as well.
   *
   * @param vertx whose event loops ask; look-ups have threads of their own, which end with them
   */
  static NameResolver ofSystem(Vertx vertx) {
    return new SystemResolver(InetAddress::getAllByName);
  }
}
