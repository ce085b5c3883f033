package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.benchmarks.contender.Promise;

class ClaimsTest {

  private static final String QUICKEST = "byrequests is no slower than any peer";

  @Test
  void slowerPeer_letsTheClaimHold() {
    assertThat(claim(QUICKEST, 5, 9))
        .contains("5.0 ± 0.5; 9.0 ± 0.5 vertx/round-robin")
        .endsWith("yes |");
  }

  @Test
  void quickerPeer_refutesTheClaim() {
    assertThat(claim(QUICKEST, 9, 5)).endsWith("**no** |");
  }

  @Test
  void overlappingErrors_countAsEqual() {
    assertThat(claim(QUICKEST, 5.9, 5)).endsWith("yes |");
  }

  @Test
  void costThatGrows_refutesTheClaim() {
    assertThat(claim("byrequests at 10000 costs at most 3 times", 5, 9, 16)).endsWith("**no** |");
  }

  @Test
  void peerWithAnotherPromise_isNotCompared() {
    String claims =
        new Claims(
                List.of(
                    Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 4, 9),
                    Figures.request("finagle/heap", Promise.LEAST_REQUESTS, 4, 5)))
            .markdown();

    assertThat(claims).doesNotContain(QUICKEST);
  }

  private static String claim(String words, double ours, double peer) {
    return claim(words, ours, peer, ours);
  }

  private static String claim(String words, double ours, double peer, double oursAtMost) {
    Claims claims =
        new Claims(
            List.of(
                Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 64, ours),
                Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 10_000, oursAtMost),
                Figures.request("vertx/round-robin", Promise.ROUND_ROBIN, 64, peer)));
    return claims.markdown().lines().filter(l -> l.contains(words)).findFirst().orElseThrow();
  }
}
