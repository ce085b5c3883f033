package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;

class ClientRulesFactoryTest {

  @Test
  void reload_changesTheNumberOfFields_andTheLine_butNotTheNameOfThisProxy() {
    ClientRules before = ClientRulesFactory.rules(settings(1000, 10), Optional.empty());
    ClientRules after = ClientRulesFactory.rules(settings(2000, 20), Optional.of(before));

    assertThat(after.limits().lineBytesMax()).isEqualTo(2000);
    assertThat(after.limits().fieldsMax()).isEqualTo(20);
    assertThat(after.via()).isSameAs(before.via());
  }

  private static ClientSettings settings(int lineBytes, int fields) {
    ClientLimits limits =
        new ClientLimits(OptionalInt.empty(), lineBytes, 4096, fields, OptionalLong.empty(), 9);
    return new ClientSettings(List.of(), Optional.empty(), limits, ClientTimeouts.DEFAULT);
  }
}
