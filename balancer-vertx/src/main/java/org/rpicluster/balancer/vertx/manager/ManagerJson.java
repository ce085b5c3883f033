package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Explanation;
import org.rpicluster.balancer.vertx.edit.DiscoveryOrigin;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.edit.PeerBalancer;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** The manager's views as JSON; users' programs rely on the names. Stateless; any thread. */
final class ManagerJson {

  /**
   * A share is picks by the cluster's picks, a rate is picks by time; credit is asked for with
   * {@code explain}; of the probes, the last is told of.
   */
  private static final List<String> NOT_LIVE = List.of("share", "credit", "probes", "rate");

  private ManagerJson() {}

  static JsonObject clusters(
      List<ClusterView> clusters, List<PeerBalancer> peers, Instant now, ServerFacts facts) {
    JsonArray array = new JsonArray();
    clusters.forEach(c -> array.add(cluster(c)));
    JsonObject all =
        new JsonObject()
            .put("time", now.toString())
            .put("server", facts.json())
            .put("clusters", array);
    return peers.isEmpty() ? all : all.put("peers", PeersView.json(peers));
  }

  /** The same without what follows from the rest, or is of no use each second. */
  static JsonObject live(JsonObject all) {
    for (Object cluster : all.getJsonArray("clusters")) {
      for (Object member : ((JsonObject) cluster).getJsonArray("members")) {
        NOT_LIVE.forEach(((JsonObject) member)::remove);
      }
    }
    return all;
  }

  static JsonObject cluster(ClusterView cluster) {
    JsonArray members = new JsonArray();
    cluster.members().forEach(m -> members.add(member(m)));
    JsonObject totals =
        new JsonObject()
            .put("members", cluster.members().size())
            .put("eligible", cluster.eligible().serving())
            .put("toBeTried", cluster.eligible().toBeTried());
    JsonObject json = new JsonObject().put("name", cluster.name());
    return MeasuredJson.put(json, cluster.measured())
        .put("strategy", cluster.strategy())
        .put("waiting", cluster.waiting())
        .put("retries", cluster.retries())
        .put("retriesLeft", cluster.retriesLeft())
        .put("totals", counts(totals, cluster.totals()))
        .put("strategyOfFile", cluster.difference().strategy().orElse(null))
        .put("rollout", RolloutView.json(cluster.rollout()))
        .put("removed", new JsonArray(cluster.removed().stream().map(Member::id).toList()))
        .put("members", members);
  }

  /** A cluster as its next pick would see it. */
  static JsonObject explanation(String cluster, Explanation explanation) {
    Candidate next = explanation.next();
    JsonArray members = new JsonArray();
    explanation.rows().forEach(row -> members.add(row(row)));
    return new JsonObject()
        .put("name", cluster)
        .put("next", next == Candidate.NONE ? null : next.member().id())
        .put("members", members);
  }

  private static JsonObject row(Explanation.Row row) {
    Candidate candidate = row.candidate();
    MemberCounts counts = MemberCounts.of(candidate.counters());
    JsonObject scores = new JsonObject();
    row.scores().forEach(score -> scores.put(score.name(), score.value()));
    return new JsonObject()
        .put("id", candidate.member().id())
        .put("eligible", candidate.isEligible())
        .put("pickable", row.pickable())
        .put("why", row.why())
        .put("weight", candidate.weight() / 100.0)
        .put("credit", scores.getValue("credit"))
        .put("scores", scores)
        .put("inFlight", counts.inFlight())
        .put("bytesToMember", counts.bytesToMember())
        .put("bytesFromMember", counts.bytesFromMember());
  }

  /** Whether any request can be served: not while no cluster at all has a member that serves. */
  static JsonObject health(String status, List<String> unavailable) {
    JsonObject health = new JsonObject().put("status", status);
    return unavailable.isEmpty() ? health : health.put("unavailable", new JsonArray(unavailable));
  }

  static JsonObject error(String message) {
    return new JsonObject().put("error", message);
  }

  static JsonObject member(MemberView view) {
    JsonObject json = settings(view.candidate().member());
    Health health = view.candidate().health();
    json.put("health", health.name())
        .put("healthReason", health.reason())
        .put("healthSince", health.since().toString())
        .put("eligible", view.candidate().isEligible())
        .put("eligibility", MemberRow.eligibility(view.candidate()))
        .put("standing", view.standing().toString());
    counts(json, view.counts())
        .put("share", view.share())
        .put("fairShare", view.fairShare())
        .put("failuresByKind", MeasuredJson.failures(view.candidate().counters()))
        .putNull("credit")
        .putNull("lastProbe")
        .put("probes", new JsonArray(view.probes().stream().map(ManagerJson::probe).toList()));
    MeasuredJson.put(json, view.measured());
    OptionalLong lately = MeasuredJson.requestsLastMinute(view);
    json.put("requestsLastMinute", lately.isPresent() ? lately.getAsLong() : null);
    json.put("edited", view.difference().map(ManagerJson::kind).orElse("no"));
    json.put("foundBy", view.finding().map(DiscoveryOrigin::by).orElse(null));
    json.put("announced", view.finding().map(DiscoveryOrigin::announced).orElse(null));
    json.put("version", view.version().orElse(null));
    view.credit().ifPresent(credit -> json.put("credit", credit));
    view.lastProbe().ifPresent(probe -> json.put("lastProbe", probe(probe)));
    return json;
  }

  static String kind(MemberDifference difference) {
    return difference.kind().name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject probe(ProbeResult probe) {
    return new JsonObject()
        .put("time", probe.began().toString())
        .put("durationMillis", probe.took().toMillis())
        .put("ok", probe.passed())
        .put("detail", probe.detail());
  }

  private static JsonObject settings(Member member) {
    JsonObject json = new JsonObject().put("id", member.id()).put("url", member.url().toString());
    for (MemberSetting setting : MemberSetting.values()) {
      json.put(setting.toString(), setting.row().json(member));
    }
    return json;
  }

  private static JsonObject counts(JsonObject json, MemberCounts counts) {
    return json.put("inFlight", counts.inFlight())
        .put("picks", counts.picks())
        .put("failures", counts.failures())
        .put("bytesToMember", counts.bytesToMember())
        .put("bytesFromMember", counts.bytesFromMember());
  }
}
