package org.rpicluster.balancer.program.config.apache.translate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.header.Condition;

/**
 * Says which requests are those of some virtual hosts, as a condition of their logs: by the port
 * and by the name that is asked for. Immutable. Apache's {@code ap_update_vhost_from_headers}.
 *
 * @param plan where which of them are asked
 */
record LogServers(ListenPlan plan) {

  /** Whether ports and names say it: addresses are not known to conditions. */
  boolean canTell() {
    List<ListenPlan.Spot> spots = plan.spots();
    long ports = spots.stream().map(spot -> spot.address().port()).distinct().count();
    long served =
        spots.stream().map(spot -> List.of(spot.address().port(), spot.hosts())).distinct().count();
    return ports == served && spots.stream().allMatch(spot -> spot.byAddress().isEmpty());
  }

  /** Whether a request has come to one of these, of which some are asked at least. */
  Condition of(List<Server> some) {
    Set<String> requests = new LinkedHashSet<>();
    for (ListenPlan.Spot spot : plan.spots()) {
      some.stream()
          .filter(spot.hosts()::contains)
          .map(server -> requests(spot, server))
          .forEach(requests::add);
    }
    return Condition.of("expr=" + String.join(" || ", requests));
  }

  /** The first has those as well that ask for a name that none has. */
  private static String requests(ListenPlan.Spot spot, Server server) {
    String port = "%{SERVER_PORT} == '" + spot.address().port() + "'";
    List<Server> hosts = spot.hosts();
    boolean isFirst = server.equals(hosts.get(0));
    List<Server> named = isFirst ? hosts.subList(1, hosts.size()) : List.of(server);
    String names =
        named.stream()
            .flatMap(host -> Stream.concat(Stream.of(host.name()), host.aliases().stream()))
            .filter(name -> !name.isEmpty())
            .map(LogServers::pattern)
            .collect(Collectors.joining("|"));
    if (names.isEmpty()) {
      return "(" + port + ")";
    }
    String asked = "(%{SERVER_NAME} =~ /^(?:" + names + ")\\.?$/i)";
    return "(" + port + " && " + (isFirst ? "!" : "") + asked + ")";
  }

  private static String pattern(String name) {
    StringBuilder pattern = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (c == '*') {
        pattern.append(".*");
      } else if (c == '?') {
        pattern.append('.');
      } else {
        pattern.append(Character.isLetterOrDigit(c) || c == '_' ? "" : "\\").append(c);
      }
    }
    return pattern.toString();
  }
}
