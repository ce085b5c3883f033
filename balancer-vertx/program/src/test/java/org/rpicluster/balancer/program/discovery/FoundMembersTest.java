package org.rpicluster.balancer.program.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.DiscoveryBounds;
import org.rpicluster.balancer.program.config.DiscoveryKind;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

class FoundMembersTest {

  private static final String C = "c";
  private static final String DNS = "dns app.example";
  private static final String FILE = "file members.txt";
  private static final Member CONFIGURED = Member.at("http://10.0.0.9").id("own").build();

  private final ClusterSettings cluster =
      ClusterSettings.of(C, List.of(CONFIGURED))
          .discovering(
              List.of(
                  source(DiscoveryKind.DNS, "app.example"),
                  source(DiscoveryKind.FILE, "members.txt")));

  private static DiscoverySettings source(DiscoveryKind kind, String where) {
    return new DiscoverySettings(
        kind,
        where,
        AddressList.of(List.of("10.0.0.0/8")),
        List.of(),
        0,
        Scheme.HTTP,
        List.of(),
        "",
        DiscoveryBounds.DEFAULT);
  }

  private static List<Member> members(String... hosts) {
    return Stream.of(hosts).map(host -> Member.of("http://" + host)).toList();
  }

  private static long minutes(long minutes) {
    return Duration.ofMinutes(minutes).toNanos();
  }

  private List<String> states(FoundMembers found) {
    return found.on(cluster).members().stream()
        .map(member -> member.id() + " " + member.state())
        .toList();
  }

  private FoundMembers settled(FoundMembers found, long nanos, Set<String> edited) {
    return found.settled(List.of(cluster), nanos, (name, id) -> edited.contains(id));
  }

  @Test
  void foundMembers_areBehindThoseOfTheConfiguration_andKnownByWhat() {
    FoundMembers found = FoundMembers.NONE.announced(C, DNS, members("10.0.0.2", "10.0.0.1"), 0);

    assertThat(states(found))
        .containsExactly("own ENABLED", "10.0.0.1:80 ENABLED", "10.0.0.2:80 ENABLED");
    assertThat(found.on(cluster).found()).isEqualTo(Map.of("10.0.0.1:80", DNS, "10.0.0.2:80", DNS));
  }

  @Test
  void configuredMember_isNotFound_whateverIsAnnounced() {
    Member same = Member.at("http://10.0.0.1").id("own").build();
    FoundMembers found = FoundMembers.NONE.announced(C, DNS, List.of(same), 0);

    assertThat(found.on(cluster)).isEqualTo(cluster);
  }

  @Test
  void vanishedMember_drains_andComesBackUndrained() {
    FoundMembers both = FoundMembers.NONE.announced(C, DNS, members("10.0.0.1", "10.0.0.2"), 0);
    FoundMembers one = both.announced(C, DNS, members("10.0.0.1"), 1);

    assertThat(states(one)).contains("10.0.0.1:80 ENABLED", "10.0.0.2:80 DRAINING");
    assertThat(one.announced(C, DNS, members("10.0.0.1", "10.0.0.2"), 2)).isEqualTo(both);
  }

  @Test
  void vanishedMember_leavesInTime_unlessItIsEdited() {
    FoundMembers gone =
        FoundMembers.NONE
            .announced(C, DNS, members("10.0.0.1", "10.0.0.2"), Long.MAX_VALUE - 5)
            .announced(C, DNS, members("10.0.0.1"), Long.MAX_VALUE);
    long later = Long.MAX_VALUE + minutes(5);

    assertThat(settled(gone, later - 1, Set.of())).isEqualTo(gone);
    assertThat(states(settled(gone, later, Set.of())))
        .containsExactly("own ENABLED", "10.0.0.1:80 ENABLED");
    assertThat(settled(gone, later, Set.of("10.0.0.2:80"))).isEqualTo(gone);
  }

  @Test
  void vanishedMember_isAwayFromWhenItVanished_howeverOftenTheOthersAreAnnounced() {
    FoundMembers gone =
        FoundMembers.NONE
            .announced(C, DNS, members("10.0.0.1", "10.0.0.2"), 0)
            .announced(C, DNS, members("10.0.0.1"), 1)
            .announced(C, DNS, members("10.0.0.1"), minutes(4));

    assertThat(states(settled(gone, minutes(5) + 1, Set.of()))).hasSize(2);
  }

  @Test
  void member_ofTwoSources_isTheFirstOnes_asLongAsThatAnnouncesIt() {
    FoundMembers found =
        FoundMembers.NONE
            .announced(C, DNS, members("10.0.0.1", "10.0.0.2"), 0)
            .announced(C, FILE, members("10.0.0.1"), 1);
    assertThat(found.on(cluster).found()).containsEntry("10.0.0.1:80", DNS);

    FoundMembers moved =
        found.announced(C, DNS, members("10.0.0.2"), 2).announced(C, FILE, members("10.0.0.1"), 3);
    assertThat(moved.on(cluster).found()).containsEntry("10.0.0.1:80", FILE);
    assertThat(states(moved)).contains("10.0.0.1:80 ENABLED");
  }

  @Test
  void membersOfASource_thatIsNotAskedForAnyMore_areForgottenAtOnce() {
    FoundMembers found =
        FoundMembers.NONE
            .announced(C, DNS, members("10.0.0.1"), 0)
            .announced(C, FILE, members("10.0.0.2"), 0);
    ClusterSettings other = cluster.discovering(List.of(source(DiscoveryKind.FILE, "members.txt")));

    FoundMembers left = found.settled(List.of(other), 1, (name, id) -> true);
    assertThat(left.on(other).found()).isEqualTo(Map.of("10.0.0.2:80", FILE));
    assertThat(found.settled(List.of(), 1, (name, id) -> true)).isEqualTo(FoundMembers.NONE);
  }

  @Test
  void ofManyThatVanish_noMoreDrain_thanMayBeThere() {
    FoundMembers found = FoundMembers.NONE;
    for (int i = 0; i < 300; i++) {
      found = found.announced(C, DNS, members("10.0.1." + i % 250, "10.0.2." + i), i);
    }

    FoundMembers left = settled(found, 300, Set.of());
    assertThat(left.of(C).stream().filter(each -> !each.isAnnounced())).hasSize(100);
    assertThat(left.of(C).stream().map(each -> each.member().id())).contains("10.0.2.298:80");
  }

  @Test
  void drainedByItsAnnouncement_isAsAnnounced_alsoWhenItVanishes() {
    Member stopped = Member.at("http://10.0.0.1").state(AdminState.STOPPED).build();
    FoundMembers found =
        FoundMembers.NONE
            .announced(C, FILE, List.of(stopped), 0)
            .announced(C, FILE, members("10.0.0.2"), 1);

    assertThat(states(found)).contains("10.0.0.1:80 STOPPED");
    assertThat(Optional.of(found.isAnyVanished())).contains(true);
  }
}
