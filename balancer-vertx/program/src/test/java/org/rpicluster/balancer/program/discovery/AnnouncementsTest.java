package org.rpicluster.balancer.program.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.DiscoveryBounds;
import org.rpicluster.balancer.program.config.DiscoveryKind;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.config.PortRange;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

class AnnouncementsTest {

  private static final DiscoverySettings SETTINGS =
      new DiscoverySettings(
          DiscoveryKind.DNS,
          "app.example",
          AddressList.of(List.of("192.168.1.0/24", "fd00::/8")),
          List.of(new PortRange(80, 89)),
          0,
          Scheme.HTTP,
          List.of(),
          "",
          DiscoveryBounds.DEFAULT);

  private final ManualTime time = new ManualTime();
  private final List<List<String>> told = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Announcements announcements =
      new Announcements(
          SETTINGS,
          time,
          time,
          all -> told.add(all.stream().map(Member::id).toList()),
          new RecurringFaults(time, (line, thrown) -> faults.add(line)));

  private void announce(String... hosts) {
    announcements.accept(Stream.of(hosts).map(host -> Member.of("http://" + host)).toList());
  }

  @Test
  void membersWhereTheyMayBe_areTold_andOthersAreNot() {
    announce(
        "192.168.1.1", "192.168.2.1", "192.168.1.2:81", "192.168.1.3:8080", "[fd00::1]", "pi4");

    assertThat(told).containsExactly(List.of("192.168.1.1:80", "192.168.1.2:81", "[fd00::1]:80"));
    assertThat(faults)
        .containsExactly(
            "discover: dns app.example: announces members that are not in its allow and ports:"
                + " they are left out");
  }

  @Test
  void announcementOfNoMember_changesNothing() {
    announce("192.168.1.1");
    announce();
    announce("10.0.0.1");
    time.advance(Duration.ofMinutes(1));

    assertThat(told).containsExactly(List.of("192.168.1.1:80"));
    assertThat(faults)
        .contains("discover: dns app.example: announces no member: they stay as they are");
  }

  @Test
  void firstAnnouncement_isToldAtOnce_andChangesNoMoreOftenThanAllowed() {
    announce("192.168.1.1");
    announce("192.168.1.2");
    announce("192.168.1.3");
    assertThat(told).containsExactly(List.of("192.168.1.1:80"));

    time.advance(Duration.ofMillis(999));
    assertThat(told).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(told).last().isEqualTo(List.of("192.168.1.3:80"));
    announce("192.168.1.3");
    time.advance(Duration.ofMinutes(1));
    assertThat(told).hasSize(2);
  }

  @Test
  void changeThatIsTakenBackMeanwhile_isNotTold() {
    announce("192.168.1.1");
    announce("192.168.1.2");
    announce("192.168.1.1");
    time.advance(Duration.ofSeconds(10));

    assertThat(told).hasSize(1);
  }

  @Test
  void ofTooMany_thoseThatAreKnownStay() {
    announce("192.168.1.250");
    time.advance(Duration.ofSeconds(1));
    announce(IntStream.range(1, 251).mapToObj(i -> "192.168.1." + i).toArray(String[]::new));

    assertThat(told.get(1)).hasSize(100).contains("192.168.1.250:80", "192.168.1.100:80");
    assertThat(faults).anyMatch(line -> line.contains("more members than its max of 100"));
  }

  @Test
  void memberThatIsAnnouncedTwice_isOne() {
    announce("192.168.1.1", "192.168.1.1");

    assertThat(told).containsExactly(List.of("192.168.1.1:80"));
  }

  @Test
  void closed_tellsNothing_alsoNotWhatWaits() {
    announce("192.168.1.1");
    announce("192.168.1.2");
    announcements.close();
    time.advance(Duration.ofSeconds(10));
    announce("192.168.1.3");

    assertThat(told).hasSize(1);
  }
}
