package org.rpicluster.balancer.program.peers.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.peers.Peer;

class SealTest {

  private static final Peer PI1 = new Peer("7e5f", "pi1 – ü");

  private final Seal seal = new Seal(new byte[32], "balancers");

  private static Seal.Said said(String message) {
    return new Seal.Said(
        PI1, 7, List.of("b"), List.of("c", "d"), message.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsSealed_isOpenedWithTheSameSecret_andNoOther() {
    byte[] sealed = seal.sealed(said("a drain"));
    byte[] other = new byte[32];
    other[31] = 1;

    Seal.Said opened = seal.opened(sealed).orElseThrow();
    assertThat(opened.from()).isEqualTo(PI1);
    assertThat(opened.number()).isEqualTo(7);
    assertThat(opened.asked()).containsExactly("b");
    assertThat(opened.answered()).containsExactly("c", "d");
    assertThat(new String(opened.message(), StandardCharsets.UTF_8)).isEqualTo("a drain");
    assertThat(new Seal(other, "balancers").opened(sealed)).isEmpty();
  }

  @Test
  void whatWasSaidInAnotherChannel_isNotTaken() {
    byte[] sealed = seal.sealed(said("a drain"));

    assertThat(new Seal(new byte[32], "others").opened(sealed)).isEmpty();
  }

  @Test
  void sealed_showsNothing_andIsNeverTheSame() {
    byte[] sealed = seal.sealed(said("a drain"));

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("drain", "pi1");
    assertThat(seal.sealed(said("a drain"))).isNotEqualTo(sealed);
  }

  @Test
  void byteThatIsChanged_orLost_isNoticed() {
    byte[] sealed = seal.sealed(said("a drain"));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.opened(changed)).isEmpty();
      assertThat(seal.opened(Arrays.copyOf(sealed, i))).isEqualTo(Optional.empty());
    }
  }
}
