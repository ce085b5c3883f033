package org.rpicluster.balancer.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.rpicluster.balancer.check.Check;

/** Everyone on the class path who races. Stateless; any thread. */
public final class Contenders {

  private Contenders() {}

  /** All of them, peer by peer. */
  public static List<Contender> all() {
    return List.copyOf(byName().values());
  }

  /**
   * The contender with this name.
   *
   * @throws IllegalArgumentException for an unknown one; the message lists the known ones
   */
  public static Contender named(String name) {
    Map<String, Contender> known = byName();
    Check.argument(known.containsKey(name), "contender", name, String.join(", ", known.keySet()));
    return known.get(name);
  }

  private static Map<String, Contender> byName() {
    Map<String, Contender> known = new LinkedHashMap<>();
    for (Peer peer : ServiceLoader.load(Peer.class)) {
      peer.contenders().forEach(c -> known.put(c.name(), c));
    }
    return known;
  }
}
