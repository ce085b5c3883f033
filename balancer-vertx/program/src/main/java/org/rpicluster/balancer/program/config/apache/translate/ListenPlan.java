package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/**
 * The addresses where clients connect, and the servers that answer there. Listeners have names
 * where these differ, so that routes can say which of them they are for. Immutable.
 *
 * @param spots in the order of the file
 */
record ListenPlan(List<Spot> spots) {

  ListenPlan {
    spots = List.copyOf(spots);
  }

  /**
   * One listener.
   *
   * @param address where it is
   * @param tls with which certificates, if any
   * @param hosts the virtual hosts that are asked; without any it is the main server
   * @param byAddress those that are asked where connections come to one of its addresses
   */
  record Spot(
      ListenAddress address,
      Optional<TlsSettings> tls,
      List<Server> hosts,
      Map<String, List<Server>> byAddress) {

    Spot {
      hosts = List.copyOf(hosts);
    }

    boolean has(Server host) {
      return hosts.contains(host)
          || byAddress.values().stream().anyMatch(some -> some.contains(host));
    }
  }

  /**
   * Listeners at which the same servers answer.
   *
   * @param listeners their names; none if it is all of them
   * @param hosts the virtual hosts, or none
   */
  record Group(List<String> listeners, List<Server> hosts) {}

  /** The listeners as they are opened. */
  List<ListenerSettings> settings() {
    boolean isOne = isOne();
    List<ListenerSettings> settings = new ArrayList<>();
    for (int i = 0; i < spots.size(); i++) {
      Spot spot = spots.get(i);
      boolean hasTls = spot.tls().isPresent();
      String name = isOne ? "" : name(i);
      Map<String, String> names = new TreeMap<>();
      spot.byAddress().keySet().forEach(address -> names.put(address, name(name, address)));
      settings.add(
          new ListenerSettings(spot.address(), spot.tls(), hasTls, false, false, name, names));
    }
    return settings;
  }

  /** The listeners by what answers there. */
  List<Group> groups() {
    if (isOne()) {
      return List.of(new Group(List.of(), spots.get(0).hosts()));
    }
    Map<List<Server>, List<String>> names = new LinkedHashMap<>();
    for (int i = 0; i < spots.size(); i++) {
      String name = name(i);
      names.computeIfAbsent(spots.get(i).hosts(), hosts -> new ArrayList<>()).add(name);
      spots
          .get(i)
          .byAddress()
          .forEach(
              (address, hosts) ->
                  names.computeIfAbsent(hosts, any -> new ArrayList<>()).add(name(name, address)));
    }
    return names.entrySet().stream()
        .map(entry -> new Group(List.copyOf(entry.getValue()), entry.getKey()))
        .toList();
  }

  private boolean isOne() {
    return spots.stream().map(Spot::hosts).distinct().count() == 1
        && spots.stream().allMatch(spot -> spot.byAddress().isEmpty());
  }

  private static String name(String listener, String address) {
    return listener + "-" + address.replace(':', '_');
  }

  private String name(int index) {
    Spot spot = spots.get(index);
    int port = spot.address().port();
    String name = (spot.tls().isPresent() ? "https-" : "http-") + port;
    boolean isOnly = spots.stream().filter(other -> other.address().port() == port).count() == 1;
    return isOnly ? name : name + "-" + (index + 1);
  }
}
