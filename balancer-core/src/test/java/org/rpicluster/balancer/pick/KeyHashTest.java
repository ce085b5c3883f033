package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyHashTest {

  /** Worked out by hand from the definition: other releases and other balancers must agree. */
  @Test
  void hash_isTheSameForEver() {
    assertThat(KeyHash.of("")).isEqualTo(KeyHash.mix(0xcbf29ce484222325L));
    // FNV-1a 64 of "a" and "foobar", from the test vectors of RFC 9923.
    assertThat(KeyHash.of("a")).isEqualTo(KeyHash.mix(0xaf63dc4c8601ec8cL));
    assertThat(KeyHash.of("foobar")).isEqualTo(KeyHash.mix(0x85944171f73967e8L));
    // The second number of SplitMix64 from seed 0 is its mix of twice its gamma.
    assertThat(KeyHash.mix(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
  }

  @Test
  void hash_doesNotDependOnTheKindOfText() {
    assertThat(KeyHash.of(new StringBuilder("10.0.0.1"))).isEqualTo(KeyHash.of("10.0.0.1"));
  }

  @Test
  void neighbours_differInHalfOfTheBits() {
    long differing = 0;
    for (int i = 0; i < 1000; i++) {
      differing += Long.bitCount(KeyHash.of("10.0.0." + i) ^ KeyHash.of("10.0.0." + (i + 1)));
    }
    // Fair bits: mean 32, standard deviation of the mean of 1000 is 4 / sqrt(1000) = 0.13; four.
    assertThat(differing / 1000.0).isBetween(31.5, 32.5);
  }

  @Test
  void hundredThousandKeys_doNotCollide() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      hashes.add(KeyHash.of("user-" + i));
    }
    // By chance: 10^10 / 2 pairs over 2^64 is 3 in 10^10.
    assertThat(hashes).hasSize(100_000);
  }
}
