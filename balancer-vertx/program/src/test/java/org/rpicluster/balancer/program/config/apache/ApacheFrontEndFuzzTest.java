package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.syntax.Reading;
import org.rpicluster.balancer.program.config.apache.syntax.TextBytes;
import org.rpicluster.balancer.program.config.yaml.ConfigurationText;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;

class ApacheFrontEndFuzzTest {

  private static final String FILE = "/etc/f.conf";

  @FuzzTest(maxDuration = "90s")
  void anyBytes_areAConfiguration_thatIsTheSameAsYaml_orHaveErrors(byte[] bytes) {
    String text = TextBytes.text(bytes);
    ApacheFrontEnd frontEnd =
        new ApacheFrontEnd(
            new Reading.InMemory(Map.of(FILE, text)), Optional.empty(), Map.of("HOME", "/root"));
    ApacheConfiguration apache = frontEnd.translated(new Source(FILE, text));
    try {
      var configuration = apache.startable();
      if (!configuration.clusters().isEmpty()) {
        String yaml = ConfigurationText.of(configuration);
        assertThat(new YamlFrontEnd().read(new Source("f.yaml", yaml)))
            .as(yaml)
            .isEqualTo(configuration);
      }
    } catch (ConfigurationException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }
}
