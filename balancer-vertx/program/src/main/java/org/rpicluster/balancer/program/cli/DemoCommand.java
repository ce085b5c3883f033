package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.BlockingWait;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.program.demo.DemoCluster;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: members, proxy and manager in one process, to look at. */
@Command(
    name = "demo",
    description = "Starts a whole cluster in one process: members, the balancer, its manager.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DemoCommand implements Callable<Integer> {

  private static final String CLUSTER = "rpicluster";
  private static final String MANAGER_PATH = "/balancer-manager";
  private static final int MEMBERS_MAX = 64;

  @Option(names = "--port", paramLabel = "PORT", description = "Where to listen; 0: any free one.")
  private int port = 8080;

  @Option(names = "--members", paramLabel = "N", description = "How many members.")
  private int members = 4;

  @Option(names = "--host", paramLabel = "HOST", description = "The address to listen at.")
  private String host = "127.0.0.1";

  @Override
  public Integer call() {
    ListenAddress address = address();
    SystemSettings.apply();
    Logging.start();
    Vertx vertx = Platform.forDemo();
    OutOfMemory.watch(vertx);
    List<Member> cluster = BlockingWait.on(DemoCluster.start(vertx, members));
    try (Program program = Program.start(vertx, configuration(address, cluster))) {
      StopSignal stop = StopSignal.install();
      program.ready(System.out);
      describe(program.addresses().get(0), cluster, System.out);
      stop.await();
      program.drain();
    }
    return 0;
  }

  private ListenAddress address() {
    try {
      Check.argument(port >= 0 && port <= 65_535, "--port", port, "0 to 65535");
      String expected = "1 to " + MEMBERS_MAX;
      Check.argument(members >= 1 && members <= MEMBERS_MAX, "--members", members, expected);
      return ListenAddress.parse(Authority.bracketed(host) + ":" + port);
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }

  private static Configuration configuration(ListenAddress address, List<Member> members) {
    ClusterSettings cluster = ClusterSettings.of(CLUSTER, members);
    return new Configuration(
        List.of(ListenerSettings.plain(address)),
        List.of(cluster),
        List.of(
            ToManager.of(Match.of(MANAGER_PATH), ToManager.DEFAULT_ALLOW),
            new ToCluster(Match.of("/"), CLUSTER, Rewriting.DEFAULT)),
        List.of(),
        ClientSettings.DEFAULT,
        Optional.empty(),
        Configuration.DEFAULT_SHUTDOWN);
  }

  private static void describe(ListenerSettings listener, List<Member> members, PrintStream out) {
    out.println("manager " + listener.url() + MANAGER_PATH);
    members.forEach(member -> out.println("member " + member.id() + " " + member.url()));
    out.flush();
  }
}
