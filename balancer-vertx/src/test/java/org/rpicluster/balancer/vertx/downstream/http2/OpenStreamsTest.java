package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

  private static final int MANY = 2 * 4 * Http2Limits.STREAMS_MAX - 1;

  private final Set<Integer> over = new HashSet<>();
  private final OpenStreams streams = new OpenStreams(over::contains);

  @Test
  void streamsBegin_inTheirOrder() {
    assertThat(streams.headers(1, true)).isTrue();
    assertThat(streams.headers(5, true)).isTrue();
    assertThat(streams.headers(3, true)).isFalse();
    assertThat(streams.headers(7, false)).isTrue();
  }

  @Test
  void trailersComeOnce_andOnlyWhereTheStreamIsOpen() {
    streams.headers(1, false);
    assertThat(streams.headers(1, true)).isTrue();
    assertThat(streams.headers(1, true)).isFalse();
  }

  @Test
  void endedStream_isNotBegunAgain() {
    streams.headers(1, true);
    assertThat(streams.headers(1, true)).isFalse();
    streams.headers(3, false);
    streams.ended(3);
    assertThat(streams.headers(3, true)).isFalse();
  }

  @Test
  void openStream_isRemembered_howeverManyOthersCameAndWent() {
    streams.headers(1, false);
    for (int stream = 3; stream <= MANY; stream += 2) {
      assertThat(streams.headers(stream, false)).isTrue();
      streams.ended(stream);
    }

    assertThat(streams.headers(1, true)).isTrue();
  }

  @Test
  void ofThoseThatTheServerHasEnded_onlyTheLatestAreRemembered() {
    streams.headers(1, false);
    for (int stream = 3; stream <= MANY; stream += 2) {
      streams.headers(stream, false);
      over.add(stream);
    }

    assertThat(streams.headers(3, true)).isFalse();
    assertThat(streams.headers(MANY, true)).isTrue();
    assertThat(streams.headers(1, true)).isTrue();
  }

  @Test
  void moreThanMayBeOpen_doNotDriveOutTheFirst() {
    for (int stream = 1; stream <= MANY; stream += 2) {
      streams.headers(stream, false);
    }

    assertThat(streams.headers(1, true)).isTrue();
    assertThat(streams.headers(MANY, true)).isFalse();
  }
}
