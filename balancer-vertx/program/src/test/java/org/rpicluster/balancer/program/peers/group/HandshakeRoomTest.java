package org.rpicluster.balancer.program.peers.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.peers.group.HandshakeRoom.HandshakePlace;
import org.rpicluster.balancer.time.ManualTime;

/** How many connections that have not shown the secret there may be. */
class HandshakeRoomTest {

  private static final InetAddress PEER = InetAddresses.forString("10.0.0.1");
  private static final InetAddress STRANGER = InetAddresses.forString("10.0.0.9");

  private final ManualTime time = new ManualTime();
  private final HandshakeRoom room = new HandshakeRoom(PEER::equals, time);

  private Optional<HandshakePlace> fill(InetAddress from, int times) {
    return IntStream.range(0, times).mapToObj(i -> room.enter(from)).reduce((a, b) -> b).get();
  }

  @Test
  void strangers_takeNoPlaceOfPeers() {
    assertThat(fill(STRANGER, 1000)).isEmpty();

    assertThat(room.enter(PEER)).isPresent();
  }

  @Test
  void placesOfAPeer_areBounded_too() {
    assertThat(fill(PEER, HandshakeRoom.AT_AN_ADDRESS_MAX)).isPresent();

    assertThat(room.enter(PEER)).isEmpty();
  }

  @Test
  void placeThatIsGivenBack_isTheNextOnes() {
    HandshakePlace last = fill(STRANGER, HandshakeRoom.STRANGERS_MAX).orElseThrow();
    HandshakePlace ofPeer = fill(PEER, HandshakeRoom.AT_AN_ADDRESS_MAX).orElseThrow();
    assertThat(room.enter(STRANGER)).isEmpty();

    last.leave();
    ofPeer.leave();
    time.advance(Duration.ofSeconds(1));

    assertThat(room.enter(STRANGER)).isPresent();
    assertThat(room.enter(PEER)).isPresent();
  }

  /** How many of so many have a place, each of which gives it back at once. */
  private long taken(InetAddress from, int times) {
    return IntStream.range(0, times)
        .filter(
            i -> {
              Optional<HandshakePlace> place = room.enter(from);
              place.ifPresent(HandshakePlace::leave);
              return place.isPresent();
            })
        .count();
  }

  @Test
  void strangersThatComeAndGo_haveTenHandshakesASecond_andPeersAsManyAsTheyLike() {
    assertThat(taken(STRANGER, 1000)).isEqualTo(HandshakeRoom.STRANGERS_MAX);
    assertThat(taken(STRANGER, 1000)).isZero();
    assertThat(taken(PEER, 1000)).isEqualTo(1000);

    time.advance(Duration.ofMillis(100));
    assertThat(taken(STRANGER, 1000)).isEqualTo(1);

    time.advance(Duration.ofHours(1));
    assertThat(taken(STRANGER, 1000)).isEqualTo(HandshakeRoom.STRANGERS_MAX);
  }
}
