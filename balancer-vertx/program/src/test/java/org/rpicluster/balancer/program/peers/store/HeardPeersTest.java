package org.rpicluster.balancer.program.peers.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.store.HeardPeers.What;

class HeardPeersTest {

  private static final Peer OWN = new Peer("0", "pi2");
  private static final Peer PI1 = new Peer("1", "pi1");

  private final HeardPeers heard = new HeardPeers(OWN, 10);

  /** That it answers this one, with each message. */
  private What heard(Peer peer, long number, long nanos) {
    return heard(peer, number, nanos, List.of(), List.of(OWN.key()));
  }

  private What heard(
      Peer peer, long number, long nanos, List<String> asked, List<String> answered) {
    return heard.heard(new Seal.Said(peer, number, asked, answered, new byte[0]), nanos);
  }

  @Test
  void recordOfAnotherDay_isNone_howeverLongItIs() {
    for (int i = 0; i < 100; i++) {
      assertThat(heard(PI1, i, i, List.of("9"), List.of("8"))).isEqualTo(What.OLD);
    }

    assertThat(heard.all()).containsExactly(OWN);
    assertThat(heard.asked()).containsExactly(PI1.key());
    heard.forget(1000);
    assertThat(heard.asked()).isEmpty();
  }

  @Test
  void oneThatIsAsked_takesPart_onceItAnswers_andThenWithoutAnswers() {
    heard(PI1, 0, 0, List.of(), List.of());
    assertThat(heard.asked()).containsExactly(PI1.key());

    assertThat(heard(PI1, 1, 1, List.of(), List.of(OWN.key()))).isEqualTo(What.NEW);
    assertThat(heard.asked()).isEmpty();
    assertThat(heard(PI1, 2, 2, List.of(), List.of())).isEqualTo(What.KNOWN);
    heard.forget(100);
    assertThat(heard(PI1, 3, 101, List.of(), List.of())).isEqualTo(What.NEW);
  }

  @Test
  void oneThatAsks_isAnswered_untilItAsksNoMore() {
    assertThat(heard(PI1, 0, 0, List.of(OWN.key()), List.of())).isEqualTo(What.NEW);
    assertThat(heard.answered()).containsExactly(PI1.key());

    assertThat(heard(PI1, 1, 1, List.of(), List.of())).isEqualTo(What.KNOWN);
    assertThat(heard.answered()).isEmpty();
    heard(PI1, 2, 2, List.of(OWN.key()), List.of());
    heard.forget(100);
    assertThat(heard.answered()).isEmpty();
  }

  @Test
  void balancer_isThere_onceItIsHeard_andGone_onceItIsSilent() {
    assertThat(heard(PI1, 0, Long.MAX_VALUE - 5)).isEqualTo(What.NEW);
    assertThat(heard(PI1, 1, Long.MAX_VALUE)).isEqualTo(What.KNOWN);
    assertThat(heard.all()).containsExactly(PI1, OWN);

    assertThat(heard.forget(Long.MAX_VALUE + 10)).isFalse();
    assertThat(heard.forget(Long.MAX_VALUE + 11)).isTrue();
    assertThat(heard.all()).containsExactly(OWN);
    assertThat(heard(PI1, 2, 0)).isEqualTo(What.NEW);
  }

  @Test
  void messageOnceMore_orLate_orOfItself_isNone_alsoOfOneThatIsGone() {
    heard(PI1, 5, 0);

    assertThat(heard(PI1, 5, 1)).isEqualTo(What.OLD);
    assertThat(heard(PI1, 4, 1)).isEqualTo(What.OLD);
    assertThat(heard(OWN, 9, 1)).isEqualTo(What.OLD);
    heard.forget(100);
    assertThat(heard(PI1, 5, 101)).isEqualTo(What.OLD);
    assertThat(heard.all()).containsExactly(OWN);
  }

  @Test
  void noMoreAreKept_thanThereMayBe() {
    for (int i = 1; i <= 2 * HeardPeers.PEERS_MAX; i++) {
      heard(new Peer("p" + i, "p"), 0, 0);
    }

    assertThat(heard.all()).hasSize(HeardPeers.PEERS_MAX + 1);
  }
}
