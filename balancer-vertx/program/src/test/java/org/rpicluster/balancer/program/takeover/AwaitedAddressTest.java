package org.rpicluster.balancer.program.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Addresses that this machine does not have: those of RFC 5737 and RFC 3849. It needs Linux. */
@Timeout(60)
class AwaitedAddressTest {

  private static final String YAML =
      """
      listen: [{address: "192.0.2.1:0"}, {address: "127.0.0.1:0"}]
      routes: [{path: /, respond: {status: 200, body: it works}}]
      """;

  @Test
  void addressThatIsNotThereYet_isListenedAt_andOthersAreServedMeanwhile() throws Exception {
    try (Program program = start(YAML, true)) {
      assertThat(program.addresses()).hasSize(2);
      assertThat(program.addresses().get(0).address().port()).isNotZero();
      int port = program.addresses().get(1).address().port();
      try (RawClient client = new RawClient(port).get("/")) {
        assertThat(client.readAnswer()).endsWith("it works");
      }
    }
  }

  @Test
  void addressOfIpv6_isAwaitedAsWell() {
    try (Program program = start(YAML.replace("192.0.2.1", "[2001:db8::1]"), true)) {
      assertThat(program.addresses()).hasSize(2);
    }
  }

  @Test
  void addressThatIsNotThere_isAFault_unlessItIsAwaited() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> start(YAML, false))
        .withMessageContaining("192.0.2.1:0: no such address on this machine");
  }

  private static Program start(String yaml, boolean awaits) {
    Configuration configuration = new YamlFrontEnd().read(new Source("test.yaml", yaml));
    return Program.start(Platform.forProxy(), configuration, InheritedSockets.NONE, awaits);
  }
}
