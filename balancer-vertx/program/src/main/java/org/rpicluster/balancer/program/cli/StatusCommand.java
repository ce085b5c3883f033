package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code status [MEMBER…]}: how the members of the clusters are. */
@Command(name = "status", description = "Says how clusters and their members are.")
final class StatusCommand extends ManagerCommand {

  @Parameters(paramLabel = "MEMBER", description = "Only these.")
  private List<String> members = List.of();

  @Override
  void run(ManagerClient client) {
    JsonObject all = client.get("/clusters");
    if (isJson()) {
      say(all, "");
      return;
    }
    Optional.ofNullable(all.getJsonObject("peers")).ifPresent(StatusCommand::sayPeers);
    objects(all.getJsonArray("clusters"))
        .filter(cluster -> isMeant(cluster.getString("name")))
        .forEach(this::say);
  }

  private static void sayPeers(JsonObject peers) {
    TextTable table = new TextTable("balancer", "address", "shared address", "since", "edits");
    objects(peers.getJsonArray("balancers")).map(StatusCommand::peer).forEach(table::add);
    System.out.println("balancers: " + peers.getJsonArray("balancers").size());
    table.lines().forEach(line -> System.out.println("  " + line));
    objects(peers.getJsonArray("differences"))
        .forEach(each -> System.out.println("  " + difference(each)));
  }

  private static List<String> peer(JsonObject peer) {
    Boolean holds = peer.getBoolean("holdsAddress");
    return List.of(
        peer.getString("name") + (peer.getBoolean("own") ? " (this one)" : ""),
        peer.getString("address"),
        holds == null ? "-" : holds ? "has it" : "no",
        Optional.ofNullable(peer.getInstant("since"))
            .map(since -> since.truncatedTo(ChronoUnit.SECONDS).toString())
            .orElse("not yet"),
        peer.getBoolean("sameEdits") ? "the same" : "others");
  }

  private static String difference(JsonObject difference) {
    return difference.getJsonObject("health").stream()
        .map(each -> each.getValue() + " for " + each.getKey())
        .collect(
            Collectors.joining(
                ", ",
                difference.getString("cluster") + ": " + difference.getString("member") + " is ",
                ""));
  }

  private void say(JsonObject cluster) {
    JsonObject totals = cluster.getJsonObject("totals");
    System.out.println(
        cluster.getString("name")
            + ", "
            + cluster.getString("strategy")
            + ": "
            + totals.getInteger("eligible")
            + " of "
            + totals.getInteger("members")
            + " serve, "
            + totals.getLong("inFlight")
            + " in flight, "
            + totals.getLong("failures")
            + " failures"
            + measured(cluster));
    Optional.ofNullable(cluster.getJsonObject("rollout")).ifPresent(StatusCommand::sayRollout);
    TextTable table =
        new TextTable(
            "member",
            "standing",
            "health",
            "weight",
            "in flight",
            "requests",
            "rate",
            "2xx",
            "4xx",
            "5xx",
            "p50",
            "p99",
            "failures",
            "version",
            "edited",
            "found by");
    objects(cluster.getJsonArray("members"))
        .filter(member -> members.isEmpty() || members.contains(member.getString("id")))
        .map(StatusCommand::row)
        .forEach(table::add);
    table.lines().forEach(line -> System.out.println("  " + line));
  }

  /** As in {@code ; 12.0/s, 340 2xx, 2 4xx, 0 5xx, p50 3 ms, p99 41 ms}. */
  private static String measured(JsonObject of) {
    Stream<String> statuses = Stream.of("2xx", "4xx", "5xx").map(s -> status(of, s) + " " + s);
    Stream<String> latencies =
        Stream.of("p50 " + latency(of, "p50Millis"), "p99 " + latency(of, "p99Millis"));
    return Stream.of(Stream.of(rate(of)), statuses, latencies)
        .flatMap(each -> each)
        .collect(Collectors.joining(", ", "; ", ""));
  }

  private static String rate(JsonObject of) {
    Double rate = of.getDouble("rate");
    return rate == null ? "-" : rate + "/s";
  }

  private static String status(JsonObject of, String kind) {
    JsonObject statuses = of.getJsonObject("statuses");
    return statuses == null ? "-" : String.valueOf(statuses.getLong(kind));
  }

  private static String latency(JsonObject of, String name) {
    Double millis = of.getDouble(name);
    return millis == null || millis == 0 ? "-" : millis + " ms";
  }

  private static void sayRollout(JsonObject rollout) {
    String member = rollout.getString("member");
    System.out.println(
        "  roll-out of "
            + rollout.getString("target")
            + ": "
            + (member.isEmpty() ? "" : member + " ")
            + rollout.getString("step")
            + ": "
            + rollout.getString("detail")
            + ", since "
            + rollout.getString("time"));
  }

  private static List<String> row(JsonObject member) {
    String edited = member.getString("edited");
    return Stream.of(
            member.getString("id"),
            member.getString("standing"),
            member.getString("health") + ": " + member.getString("healthReason"),
            member.getValue("weight"),
            member.getValue("inFlight"),
            member.getValue("picks"),
            rate(member),
            status(member, "2xx"),
            status(member, "4xx"),
            status(member, "5xx"),
            latency(member, "p50Millis"),
            latency(member, "p99Millis"),
            member.getValue("failures"),
            Optional.ofNullable(member.getString("version")).orElse(""),
            edited.equals("no") ? "" : edited,
            Optional.ofNullable(member.getString("foundBy")).orElse(""))
        .map(Object::toString)
        .toList();
  }
}
