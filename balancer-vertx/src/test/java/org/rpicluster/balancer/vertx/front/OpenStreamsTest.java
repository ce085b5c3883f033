package org.rpicluster.balancer.vertx.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenStreamsTest {

  private final OpenStreams streams = new OpenStreams();

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
  void onlyTheLatestOpenStreams_areRemembered() {
    int last = 2 * 4 * Http2Limits.STREAMS_MAX - 1;
    for (int stream = 1; stream <= last; stream += 2) {
      streams.headers(stream, false);
    }

    assertThat(streams.headers(1, true)).isFalse();
    assertThat(streams.headers(last, true)).isTrue();
  }
}
