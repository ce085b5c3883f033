package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;

/** What {@code check} prints of clients' connections, and what it warns of. */
class ServerLimitsTest {

  private static final Path FILES =
      Path.of("..", "src", "test", "resources", "org", "rpicluster", "balancer", "vertx", "tls");

  /** Fewer files than 1,000 members may take with 256 connections each. */
  private static final FileLimit FEW_FILES = new FileLimit(20_000, 256_000);

  @Test
  void warning_namesTheConnectionsThatAreInForce() {
    Configuration auto = configuration("");
    int inForce = ServerLimits.of(auto, FEW_FILES).connectionsMax();

    assertThat(inForce).isGreaterThan(256);
    assertThat(ServerLimits.warning(auto, FEW_FILES).orElseThrow())
        .contains("for " + inForce + " connections of clients", "clients get " + inForce + ";");
  }

  @Test
  void warning_namesWhatIsConfigured_andWhatIsInForce() {
    Configuration configured = configuration("limits: {connections: 15000}\n");
    int inForce = ServerLimits.of(configured, FEW_FILES).connectionsMax();

    assertThat(ServerLimits.warning(configured, FEW_FILES).orElseThrow())
        .contains("for 15000 connections of clients", "clients get " + inForce + ";");
  }

  @Test
  void files_thatFitWhatIsLeastNeeded_areNoReasonToWarn() {
    FileLimit fitsItself = new FileLimit(1_024, 512);

    assertThat(ServerLimits.warning(configuration(""), fitsItself)).isEmpty();
  }

  @Test
  void hardlyAnyFiles_areTooFewForTheLeast() {
    FileLimit hardlyAny = new FileLimit(300, 10);

    assertThat(ServerLimits.warning(configuration(""), hardlyAny).orElseThrow())
        .contains("for 256 connections of clients and 10 to members");
  }

  @Test
  void aListenerWithTlsBesideAPlainOne_leavesThePlainOneItsConnections() {
    FileLimit manyFiles = new FileLimit(1_000_000, 0);
    String files = "{certificate: " + FILES.resolve("ec.pem") + ", key: " + FILES.resolve("ec.key");
    String tls = "{address: '127.0.0.1:0', tls: " + files + "}}";
    int plain = connectionsMax("127.0.0.1:0", manyFiles);

    assertThat(connectionsMax("['127.0.0.1:0', " + tls + "]", manyFiles)).isEqualTo(plain);
    assertThat(connectionsMax("[" + tls + "]", manyFiles)).isLessThanOrEqualTo(plain);
  }

  private static int connectionsMax(String listen, FileLimit files) {
    return ServerLimits.of(configured("listen: " + listen + "\n"), files).connectionsMax();
  }

  private static Configuration configuration(String limits) {
    return configured("listen: 127.0.0.1:0\n" + limits);
  }

  private static Configuration configured(String clients) {
    String cluster = "clusters: {c: {members: ['http://127.0.0.1:1']}}\n";
    String route = "routes: [{path: /, cluster: c}]\n";
    return new YamlFrontEnd().read(new Source("a.yaml", clients + cluster + route));
  }
}
