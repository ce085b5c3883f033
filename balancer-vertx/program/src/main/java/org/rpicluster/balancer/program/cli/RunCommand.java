package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.Reload;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.apache.ApacheConfiguration;
import org.rpicluster.balancer.program.systemd.ActivatedSockets;
import org.rpicluster.balancer.program.systemd.ServiceManager;
import org.rpicluster.balancer.program.takeover.InheritedSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code run FILE}: balances as the file says, until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs a configuration.",
      "SIGTERM stops it once requests in flight are done; SIGHUP reads the file again."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Parameters(paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  @Mixin private MainFileOption around = new MainFileOption();

  @Override
  public Integer call() {
    SystemSettings.apply();
    Logging.start();
    Configuration configuration = configuration();
    configuration.log().ifPresent(Logging::start);
    Vertx vertx = Platform.forProxy();
    OutOfMemory.watch(vertx);
    InheritedSockets sockets = inherited(vertx);
    try (Program program = Program.start(vertx, configuration, sockets)) {
      StopSignal stop = StopSignal.install();
      new Reload(file, around.file(), program).install();
      ServiceManager manager = ServiceManager.of(vertx, System.getenv());
      program.ready(System.out);
      manager.ready(program.where());
      stop.await();
      manager.stopping();
      program.drain();
    }
    return 0;
  }

  private static InheritedSockets inherited(Vertx vertx) {
    List<Integer> activated = ActivatedSockets.of(System.getenv());
    if (!activated.isEmpty() && !vertx.isNativeTransportEnabled()) {
      LOG.warn("sockets of the service manager are not taken, without the system's own transport");
      return InheritedSockets.NONE;
    }
    return InheritedSockets.of(activated);
  }

  /** The configuration; of Apache's the log has what became of its lines. */
  private Configuration configuration() {
    if (!ConfigurationFile.isApache(file)) {
      return ConfigurationFile.read(file, around.file());
    }
    ApacheConfiguration apache = ConfigurationFile.apache(file, around.file());
    Configuration configuration = apache.startable();
    ApacheReport.lines(file, apache.report()).forEach(LOG::info);
    return configuration;
  }
}
