package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.routing.Hosts;

/** The names of servers as routes have them, and the names of clusters. For one thread. */
final class ServerNames {

  private static final int CLUSTER_MAX = 64;

  private final Fates fates;
  private final Set<String> clusters = new HashSet<>();

  ServerNames(Fates fates) {
    this.fates = fates;
  }

  /** The hosts of a server; none if it has no name. */
  List<String> hosts(Server server) {
    List<String> hosts = new ArrayList<>();
    server.all("servername").forEach(this::name);
    if (!server.name().isEmpty()) {
      add(hosts, server.last("servername").orElseThrow(), server.name());
    }
    for (Directive line : server.all("serveralias")) {
      fates.translated(line);
      line.arguments().forEach(alias -> add(hosts, line, alias));
    }
    return hosts;
  }

  private void name(Directive line) {
    fates.translated(line);
    String name = line.argument(0).replaceFirst("^.*://", "");
    int colon = name.indexOf(':');
    String port = name.substring(colon + 1);
    boolean isPort = port.matches("0*[1-9][0-9]{0,4}") && Integer.parseInt(port) < 65536;
    if (colon >= 0 && !isPort && name.indexOf('[') < 0) {
      fates.refused(
          line, "ServerName", line.argument(0), "a name, perhaps with a port of 1 to 65535");
    }
  }

  private void add(List<String> hosts, Directive line, String name) {
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    try {
      String host = Hosts.requireName(bare);
      if (!hosts.contains(host)) {
        hosts.add(host);
      }
    } catch (IllegalArgumentException e) {
      fates.stops(line, "the name " + name + " is not carried out yet: " + e.getMessage());
    }
  }

  /** A name for a cluster that no other has. */
  String cluster(BalancerDraft draft, Server server) {
    String written = draft.plain ? plain(draft.name) : draft.name;
    String good = written.replaceAll("[^A-Za-z0-9._-]", "-");
    String base = good.isEmpty() ? "cluster" : cut(good);
    String name = base;
    if (clusters.contains(name) && !server.name().isEmpty()) {
      name = cut(base + "." + server.name().replaceAll("[^A-Za-z0-9._-]", "-"));
    }
    for (int i = 2; clusters.contains(name); i++) {
      name = cut(base) + "-" + i;
    }
    clusters.add(name);
    return name;
  }

  private static String plain(String origin) {
    return origin.substring(origin.indexOf(':') + 1).replaceFirst("^/+", "").replace(':', '-');
  }

  /** With room for a number behind it. */
  private static String cut(String name) {
    return name.length() > CLUSTER_MAX - 6 ? name.substring(0, CLUSTER_MAX - 6) : name;
  }
}
