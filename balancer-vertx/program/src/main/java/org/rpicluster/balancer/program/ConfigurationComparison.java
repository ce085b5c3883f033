package org.rpicluster.balancer.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.ConfigurationDifference.Tally;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.vertx.settings.ListenerRows;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.Setting;

/**
 * One comparison of two configurations, while it is made: each part of them is told by the name
 * that users write. For one thread.
 */
final class ConfigurationComparison {

  private static final String CHANGED = "has changed";
  private static final Tally NONE = new Tally(0, 0, 0, 0);

  private final List<String> lines = new ArrayList<>();

  ConfigurationDifference compare(Configuration from, Configuration to) {
    Tally listeners =
        tally(
            ListDifference.of(from.listen(), to.listen(), ListenerSettings::address),
            each -> "listen " + each.address(),
            ConfigurationComparison::listener);
    program(from, to);
    Tally members = clusters(from, to);
    routes(from.routes(), to.routes());
    return new ConfigurationDifference(lines, listeners, members);
  }

  /** Tells what was added, is gone, and differs: what {@code change} says of it is not empty. */
  private <T> Tally tally(
      ListDifference<T, T> difference, Function<T, String> name, BiFunction<T, T, String> change) {
    int changed = 0;
    for (ListDifference.Pair<T, T> pair : difference.kept()) {
      String what = change.apply(pair.before(), pair.after());
      if (!what.isEmpty()) {
        changed++;
        lines.add(name.apply(pair.after()) + ": " + what);
      }
    }
    difference.added().forEach(each -> lines.add(name.apply(each) + ": added"));
    difference.gone().forEach(each -> lines.add(name.apply(each) + ": gone"));
    int kept = difference.kept().size() - changed;
    return new Tally(kept, changed, difference.added().size(), difference.gone().size());
  }

  private static String listener(ListenerSettings from, ListenerSettings to) {
    List<String> what = new ArrayList<>();
    for (Setting<ListenerSettings, ?> row : ListenerRows.ALL) {
      if (!row.isSame(from, to)) {
        what.add(row.key() + " from " + shown(row.json(from)) + " to " + shown(row.json(to)));
      }
    }
    say(what, "names", from.names(), to.names());
    say(what, "tls", from.tls(), to.tls());
    return String.join(", ", what);
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.isEmpty() ? "none" : text;
  }

  private static void say(List<String> what, String key, Object from, Object to) {
    if (!from.equals(to)) {
      what.add(key + " " + CHANGED);
    }
  }

  private void program(Configuration from, Configuration to) {
    say("trustedProxies", from.clients().trustedProxies(), to.clients().trustedProxies());
    say("clientHeader", from.clients().clientHeader(), to.clients().clientHeader());
    say("requestId", from.clients().requestId(), to.clients().requestId());
    say("limits", from.clients().limits(), to.clients().limits());
    say("timeouts", from.clients().timeouts(), to.clients().timeouts());
    say("paths", from.clients().paths(), to.clients().paths());
    say("shutdown", from.shutdown(), to.shutdown());
    say("accessLog", from.accessLogs(), to.accessLogs());
    say("log", from.log(), to.log());
    say("stateFile", from.state(), to.state());
    say("peers", from.peers(), to.peers());
  }

  private void say(String key, Object from, Object to) {
    if (!from.equals(to)) {
      lines.add(key + ": " + CHANGED);
    }
  }

  private Tally clusters(Configuration from, Configuration to) {
    ListDifference<ClusterSettings, ClusterSettings> clusters =
        ListDifference.of(from.clusters(), to.clusters(), ClusterSettings::name);
    tally(clusters, each -> "cluster " + each.name(), ConfigurationComparison::cluster);
    Tally members = NONE;
    for (ListDifference.Pair<ClusterSettings, ClusterSettings> pair : clusters.kept()) {
      String cluster = "cluster " + pair.after().name() + ": ";
      members =
          members.plus(
              tally(
                  ListDifference.of(pair.before().members(), pair.after().members(), Member::id),
                  each -> cluster + each.id(),
                  MemberChange::between));
    }
    for (ClusterSettings added : clusters.added()) {
      members = members.plus(new Tally(0, 0, added.members().size(), 0));
    }
    for (ClusterSettings gone : clusters.gone()) {
      members = members.plus(new Tally(0, 0, 0, gone.members().size()));
    }
    return members;
  }

  /** All but its members. */
  private static String cluster(ClusterSettings from, ClusterSettings to) {
    List<String> what = new ArrayList<>();
    if (!from.strategy().equals(to.strategy())) {
      what.add("strategy from " + from.strategy().name() + " to " + to.strategy().name());
    }
    say(what, "failure", from.failure(), to.failure());
    say(what, "timeouts or connections", from.upstream(), to.upstream());
    say(what, "tls or addresses", from.reach(), to.reach());
    say(what, "sticky", from.sticky(), to.sticky());
    say(what, "attempts or queue", from.attempts(), to.attempts());
    say(what, "probe", from.probe(), to.probe());
    say(what, "discover", from.discover(), to.discover());
    say(what, "requests", from.requestBuffer(), to.requestBuffer());
    return String.join(", ", what);
  }

  private void routes(List<RouteSettings> from, List<RouteSettings> to) {
    ListDifference<RouteSettings, RouteSettings> routes =
        ListDifference.of(from, to, RouteSettings::match);
    tally(
        routes,
        each -> "route " + each.match(),
        (before, after) -> before.equals(after) ? "" : CHANGED);
    List<RouteSettings> keptBefore =
        from.stream().filter(each -> !routes.gone().contains(each)).toList();
    List<RouteSettings> before =
        routes.kept().stream().map(ListDifference.Pair::before).collect(Collectors.toList());
    if (!keptBefore.equals(before)) {
      lines.add("routes: in another order");
    }
  }
}
