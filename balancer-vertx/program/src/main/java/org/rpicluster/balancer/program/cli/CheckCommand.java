package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.ServerLimits;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.apache.ApacheConfiguration;
import org.rpicluster.balancer.program.config.apache.report.Report;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code check FILE}: says whether the file is good, or every error in it; of Apache's syntax also
 * what becomes of each line.
 */
@Command(
    name = "check",
    description = "Checks a configuration and says FILE: ok, or every error with its place.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(CheckCommand.class);

  @Parameters(paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  @Mixin private MainFileOption around = new MainFileOption();

  @Option(
      names = "--against",
      paramLabel = "URL",
      description = "The manager of a balancer: says what FILE would change there.")
  private @Nullable URI against;

  @Mixin private LoginOptions login = new LoginOptions();

  @Option(names = "--json", description = "Prints one JSON object instead of lines.")
  private boolean json;

  @Override
  public Integer call() {
    Logging.start();
    Optional<ApacheConfiguration> apache =
        ConfigurationFile.isApache(file)
            ? Optional.of(ConfigurationFile.apache(file, around.file()))
            : Optional.empty();
    Optional<Report> report = apache.map(ApacheConfiguration::report);
    if (json) {
      return json(apache, report);
    }
    report.ifPresent(r -> ApacheReport.lines(file, r).forEach(System.out::println));
    Configuration configuration = configuration(apache);
    System.out.println(file + ": ok");
    ServerLimits limits = ServerLimits.of(configuration);
    System.out.println("limits: " + limits);
    System.out.println("timeouts: " + configuration.clients().timeouts());
    System.out.println("memory: " + ServerLimits.memory());
    ServerLimits.warning(configuration).ifPresent(LOG::warn);
    return against == null ? 0 : ManagerCommand.status(() -> sayChanges(against));
  }

  private void sayChanges(URI manager) {
    ReloadCommand.lines(changes(manager)).forEach(System.out::println);
  }

  /** What the balancer says of its own file, if this is the same; or of this one in its place. */
  private JsonObject changes(URI manager) {
    ManagerClient client = ManagerOptions.client("--against", manager, login);
    JsonObject own = client.get("/reload");
    if (own.getString("sha256").equals(ConfigurationFile.sha256(file))) {
      return own;
    }
    JsonObject text = new JsonObject().put("configuration", ConfigurationFile.text(file));
    JsonObject report = client.change("POST", "/reload/preview", text);
    List<String> errors = ReloadCommand.texts(report, "errors");
    if (!errors.isEmpty()) {
      String there = "in the place of " + report.getString("file") + ": ";
      throw new Fault("--against: " + there + String.join("; ", errors));
    }
    return report;
  }

  private Configuration configuration(Optional<ApacheConfiguration> apache) {
    return apache
        .map(ApacheConfiguration::startable)
        .orElseGet(() -> ConfigurationFile.read(file, around.file()));
  }

  private int json(Optional<ApacheConfiguration> apache, Optional<Report> report) {
    List<Problem> errors = List.of();
    try {
      configuration(apache);
    } catch (ConfigurationException e) {
      errors = e.problems();
    }
    JsonObject said = CheckJson.of(file, errors, report);
    int asked = 0;
    if (errors.isEmpty() && against != null) {
      URI manager = against;
      asked = ManagerCommand.status(() -> said.put("reload", changes(manager)));
    }
    System.out.println(said.encode());
    return errors.isEmpty() ? asked : Main.FAULT;
  }
}
