package org.rpicluster.balancer.program.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** What balancers may be told of each other. */
class PeerSettingsTest {

  private static final HashCode SECRET = Hashing.sha256().hashInt(1);

  private static PeerSettings at(String listen) {
    return new PeerSettings(ListenAddress.parse(listen), List.of(), SECRET, "balancer1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0:7800", "[::]:7800", "[0:0:0:0:0:0:0:0]:7800", "[::ffff:0.0.0.0]:7800"})
  void anyAddress_isNone_asItIsTold(String listen) {
    assertThatThrownBy(() -> at(listen))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("listen: ")
        .hasMessageEndingWith("(expected: one address of this machine, which the others are told)");
  }

  @Test
  void secretThatIsNotThere_isSaidToBeNone() {
    assertThatThrownBy(() -> PeerSettings.secret(Path.of("no", "peers.key")))
        .hasMessageEndingWith("peers.key (expected: a file that can be read)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.1.10:7800", "[fd00::1]:7800", "balancer1.local:7800"})
  void addressOrName_isOne(String listen) {
    assertThat(at(listen).toString()).startsWith("balancer1 at ").contains(listen);
  }
}
