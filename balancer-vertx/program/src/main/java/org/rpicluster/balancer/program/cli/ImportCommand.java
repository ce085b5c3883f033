package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.apache.ApacheConfiguration;
import org.rpicluster.balancer.program.config.yaml.ConfigurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code import FILE.conf}: writes YAML that means the same as an Apache configuration on standard
 * output, with what became of its lines as comments.
 */
@Command(
    name = "import",
    description = "Writes an Apache configuration (*.conf) as YAML, each line's fate as comments.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The configuration in Apache's syntax.")
  private Path file = Path.of("");

  @Mixin private MainFileOption around = new MainFileOption();

  @Override
  public Integer call() {
    Logging.start();
    if (!ConfigurationFile.isApache(file)) {
      throw new Fault(file + ": YAML already (expected: a file in Apache's syntax, *.conf)");
    }
    ApacheConfiguration apache = ConfigurationFile.apache(file, around.file());
    Configuration configuration = apache.startable();
    System.out.println("# Made of " + file + " by balancer import.");
    ApacheReport.lines(file, apache.report()).forEach(line -> System.out.println("# " + line));
    System.out.println();
    System.out.print(ConfigurationText.of(configuration));
    return 0;
  }
}
