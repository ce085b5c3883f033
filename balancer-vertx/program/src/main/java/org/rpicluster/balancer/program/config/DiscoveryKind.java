package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.EnumWords;

/**
 * The ways in which members say that they are there, each with the key that names where. Immutable.
 */
public enum DiscoveryKind {
  /** SRV, A and AAAA records. */
  DNS("interface", "silence"),
  /** A list in a file. */
  FILE("interface", "silence", "servers", "ttlMin", "ttlMax", "port"),
  /** Datagrams of Apache's heartbeat. */
  HEARTBEAT("servers", "ttlMin", "ttlMax"),
  /** Services of multicast DNS. */
  MDNS("servers", "ttlMin", "ttlMax", "silence", "port");

  private final List<String> foreign;

  DiscoveryKind(String... foreign) {
    this.foreign = List.of(foreign);
  }

  /** As users write it. */
  public String word() {
    return EnumWords.of(this);
  }

  /** The keys that say nothing about it. */
  public List<String> foreign() {
    return foreign;
  }
}
