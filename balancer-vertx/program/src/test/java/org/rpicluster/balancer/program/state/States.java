package org.rpicluster.balancer.program.state;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Trial;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.member.Totals;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.discovery.Found;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.MadeEdit;
import org.rpicluster.balancer.program.overlay.MemberOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.overlay.StrategyOverlay;
import org.rpicluster.balancer.vertx.edit.MemberValues;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** States to keep, with everything in them that there can be. */
final class States {

  private static final Instant SINCE = Instant.parse("2026-11-22T17:44:12.123456789Z");
  private static final Member PI1 = Member.at("http://pi1:8080").probePort(8081).build();

  private static final Member ODD =
      Member.at("unix:/run/ä \"b\"".replace(" ", "%20").replace("\"", "%22"))
          .id("ö\u0001-\ud83d\ude00")
          .weight(99.99)
          .set(99)
          .role(Role.STANDBY)
          .state(AdminState.DRAINING)
          .route("r~!")
          .redirect("r1")
          .maxInFlight(Integer.MAX_VALUE)
          .build();

  static final SavedState FULL =
      new SavedState(overlay(), Map.of("pis", learnt()), made(), Optional.empty(), found());

  private States() {}

  private static FoundMembers found() {
    Found found = new Found(ODD, "dns app.example", OptionalLong.empty());
    return new FoundMembers(Map.of("pis", List.of(found)));
  }

  private static Overlay overlay() {
    Map<String, MemberOverlay> members = new LinkedHashMap<>();
    members.put(
        PI1.id(),
        new MemberOverlay.Changed(
            PI1, new MemberValues(Set.of(MemberSetting.WEIGHT, MemberSetting.STATE), ODD)));
    members.put("z", new MemberOverlay.Added(Optional.empty(), ODD));
    members.put("a", new MemberOverlay.Added(Optional.of(PI1), ODD));
    members.put("b", new MemberOverlay.Removed(PI1, false, true));
    StrategyOverlay strategy =
        new StrategyOverlay(
            StrategySettings.DEFAULT, new StrategySettings("bytraffic", Map.of("window", "30s")));
    return new Overlay(
        Map.of(
            "pis",
            new ClusterOverlay(Optional.of(strategy), members),
            "others",
            new ClusterOverlay(Optional.empty(), Map.of("b", members.get("b")))));
  }

  private static List<MadeEdit> made() {
    ClusterOverlay pis = overlay().of("pis");
    ClusterOverlay none = ClusterOverlay.NONE;
    return List.of(
        new MadeEdit(7, SINCE, "anna at ::1", "pis", "z", "ö \u0001 \"to\" 1", none, pis),
        new MadeEdit(6, SINCE, "pi", "gone", "", "recover", none, none));
  }

  /** An edit that has added so many members. */
  static MadeEdit adding(int members, long number) {
    Map<String, MemberOverlay> added = new LinkedHashMap<>();
    for (int i = 0; i < members; i++) {
      added.put("m" + i, new MemberOverlay.Added(Optional.empty(), PI1));
    }
    ClusterOverlay overlay = new ClusterOverlay(Optional.empty(), added);
    return new MadeEdit(number, SINCE, "pi", "pis", "", "reset", ClusterOverlay.NONE, overlay);
  }

  private static Snapshot learnt() {
    Health.Down.Cause requests = Health.Down.Cause.REQUESTS;
    return new Snapshot(
        "byrequests",
        Map.of(
            "up", entry(new Health.Up("joined", SINCE), OptionalLong.empty()),
            "suspect", entry(new Health.Suspect("reset", SINCE, 2), OptionalLong.of(0)),
            "down", entry(down(requests, Duration.ofMillis(5123)), OptionalLong.of(-700)),
            "probed",
                entry(down(Health.Down.Cause.PROBES, Duration.ZERO), OptionalLong.of(1L << 62)),
            "one", entry(new Health.HalfOpen("x", SINCE, 0, Trial.single()), OptionalLong.of(1)),
            "all", entry(new Health.HalfOpen("x", SINCE, 7, Trial.unlimited()), OptionalLong.of(2)),
            "recovering",
                entry(
                    new Health.Recovering("x\u0000\ud83d", SINCE, 1, 2, 30), OptionalLong.of(3))));
  }

  private static Health down(Health.Down.Cause cause, Duration retry) {
    return new Health.Down("connect failed: \"refused\"", SINCE, cause, 3, retry);
  }

  private static Snapshot.Entry entry(Health health, OptionalLong credit) {
    return new Snapshot.Entry(health, new Totals(1, 0, Long.MAX_VALUE, 1L << 40), credit);
  }
}
