package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.BlockingWait;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.site.serve.StaticSite;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.VertxHandlers;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve DIR}: a static server for a worker, or for a directory of updates. */
@Command(
    name = "serve",
    description = {
      "Serves a folder; of a directory that pull fills, the version that is current.",
      "SIGTERM stops it once answers in flight are out."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ServeCommand implements Callable<Integer> {

  /** A connection on which nothing moves is given up, within an answer as between two. */
  private static final int IDLE_SECONDS = 60;

  private static final Duration SHUTDOWN = Duration.ofSeconds(30);

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder = Path.of("");

  @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Port 0: any free one.")
  private String listen = "0.0.0.0:8080";

  @Override
  public Integer call() {
    return SiteFaults.asFaults(
        () -> {
          Check.argument(Files.isDirectory(folder), "DIR", folder, "a folder");
          ListenAddress address = ListenAddress.parse(listen);
          SystemSettings.apply();
          Logging.start();
          Vertx vertx = Platform.forProxy();
          try {
            HttpServer server = start(vertx, address);
            StopSignal stop = StopSignal.install();
            System.out.println("ready http://" + address.withPort(server.actualPort()));
            System.out.flush();
            stop.await();
            BlockingWait.upTo(SHUTDOWN, server.shutdown(SHUTDOWN.toSeconds(), TimeUnit.SECONDS));
          } finally {
            BlockingWait.upTo(SHUTDOWN, vertx.close());
          }
          return 0;
        });
  }

  private HttpServer start(Vertx vertx, ListenAddress address) {
    HttpServerOptions options =
        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
    StaticSite site = new StaticSite(vertx, folder, "", Ticker.system());
    try {
      return BlockingWait.on(
          vertx
              .createHttpServer(options)
              .requestHandler(VertxHandlers.of(site))
              .listen(address.port(), address.host()));
    } catch (BlockingWait.Failure e) {
      boolean isTaken = e.getCause() instanceof BindException;
      String why = isTaken ? "the port is in use" : String.valueOf(e.getCause().getMessage());
      throw new Fault("cannot listen at " + address + ": " + why);
    }
  }
}
