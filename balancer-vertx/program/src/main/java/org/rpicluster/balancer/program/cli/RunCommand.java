package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.Reload;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.apache.ApacheConfiguration;
import org.rpicluster.balancer.program.systemd.ServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run FILE}: balances as the file says, until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs a configuration.",
      "SIGTERM stops it once requests in flight are done; SIGHUP reads the file again.",
      "With --replace, the process that runs the same file hands its sockets and its state over."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Parameters(paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  @Mixin private MainFileOption around = new MainFileOption();
  @Mixin private HandoverOption handover = new HandoverOption();

  @Option(
      names = "--await-addresses",
      description = "Listens at addresses that this machine does not have yet: they may come.")
  private boolean awaitAddresses;

  @Override
  public Integer call() {
    SystemSettings.apply();
    Logging.start();
    Configuration configuration = configuration();
    configuration.log().ifPresent(Logging::start);
    Vertx vertx = Platform.forProxy();
    OutOfMemory.watch(vertx);
    try (Takeover takeover = Takeover.begin(vertx, handover.place(vertx, file));
        Program program = Program.start(vertx, configuration, takeover.sockets(), awaitAddresses)) {
      StopSignal stop = StopSignal.install();
      new Reload(file, around.file(), program).install();
      takeover.next(program, stop);
      program.ready(System.out);
      ServiceManager manager = ServiceManager.of(vertx, System.getenv());
      if (takeover.isMade()) {
        manager.tookOver(program.where());
      } else {
        manager.ready(program.where());
      }
      stop.await();
      takeover.letGo();
      end(program, stop, manager);
    }
    return 0;
  }

  private static void end(Program program, StopSignal stop, ServiceManager manager) {
    if (stop.isReplaced()) {
      manager.replaced();
      program.drainReplaced();
    } else {
      manager.stopping();
      program.drain();
    }
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
