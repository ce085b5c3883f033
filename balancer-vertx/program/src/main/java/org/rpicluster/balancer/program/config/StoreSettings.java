package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The store by way of which balancers hear each other. Immutable.
 *
 * @param redis where it listens
 * @param channel in which they speak: balancers of another one are others
 * @param user to log in as; empty for its default
 * @param password what it asks for; empty for nothing
 * @param tls whether it is encrypted
 * @param ca the authorities that are good; those that the JVM knows if there is none
 */
public record StoreSettings(
    ListenAddress redis,
    String channel,
    String user,
    String password,
    boolean tls,
    Optional<Path> ca) {

  /** Without the password: it may come into a log. */
  @Override
  public String toString() {
    return "redis " + redis;
  }
}
