package org.rpicluster.balancer.program.peers.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.peers.group.HandshakeRoom.HandshakePlace;
import org.rpicluster.balancer.time.ManualTime;

/** How many connections that have not shown the secret there may be. */
class HandshakeRoomTest {

  private static final InetAddress PEER = InetAddresses.forString("10.0.0.1");
  private static final InetAddress STRANGER = InetAddresses.forString("10.0.0.9");

  private final ManualTime time = new ManualTime();
  private final HandshakeRoom room = new HandshakeRoom(PEER::equals, time, time);

  private static IntFunction<InetAddress> always(InetAddress from) {
    return any -> from;
  }

  private static InetAddress another(int i) {
    return InetAddresses.fromInteger(InetAddresses.coerceToInteger(STRANGER) + i);
  }

  private Optional<HandshakePlace> fill(IntFunction<InetAddress> from, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> room.enter(from.apply(i)))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  @Test
  void strangers_takeNoPlaceOfPeers() {
    assertThat(fill(HandshakeRoomTest::another, 1000)).isEmpty();

    assertThat(room.enter(PEER)).isPresent();
  }

  @Test
  void placesOfAPeer_areBounded_too() {
    assertThat(fill(always(PEER), HandshakeRoom.AT_AN_ADDRESS_MAX)).isPresent();

    assertThat(room.enter(PEER)).isEmpty();
  }

  @Test
  void placeThatIsGivenBack_isTheNextOnes() {
    HandshakePlace last =
        fill(HandshakeRoomTest::another, HandshakeRoom.STRANGERS_MAX).orElseThrow();
    HandshakePlace ofPeer = fill(always(PEER), HandshakeRoom.AT_AN_ADDRESS_MAX).orElseThrow();
    assertThat(room.enter(STRANGER)).isEmpty();

    last.leave();
    ofPeer.leave();
    time.advance(Duration.ofSeconds(1));

    assertThat(room.enter(STRANGER)).isPresent();
    assertThat(room.enter(PEER)).isPresent();
  }

  /** How many of so many have a place, each of which gives it back at once. */
  private long taken(IntFunction<InetAddress> from, int times) {
    return IntStream.range(0, times)
        .filter(
            i -> {
              Optional<HandshakePlace> place = room.enter(from.apply(i));
              place.ifPresent(HandshakePlace::leave);
              return place.isPresent();
            })
        .count();
  }

  @Test
  void strangersThatComeAndGo_haveTenHandshakesASecond_andPeersAsManyAsTheyLike() {
    IntFunction<InetAddress> strangers = HandshakeRoomTest::another;
    assertThat(taken(strangers, 1000)).isEqualTo(HandshakeRoom.STRANGERS_MAX);
    assertThat(taken(strangers, 1000)).isZero();
    assertThat(taken(always(PEER), 1000)).isEqualTo(1000);

    time.advance(Duration.ofMillis(100));
    assertThat(taken(strangers, 1000)).isEqualTo(1);

    time.advance(Duration.ofHours(1));
    assertThat(taken(strangers, 1000)).isEqualTo(HandshakeRoom.STRANGERS_MAX);
  }

  @Test
  void strangerThatCallsAndCalls_leavesRoomForOthers() {
    assertThat(taken(always(STRANGER), 1000)).isEqualTo(HandshakeRoom.STRANGERS_AT_AN_ADDRESS_MAX);
    assertThat(room.enter(another(1))).isPresent();

    time.advance(Duration.ofSeconds(1));

    assertThat(taken(always(STRANGER), 1000)).isEqualTo(HandshakeRoom.STRANGERS_AT_AN_ADDRESS_MAX);
  }
}
