package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** The end of a program whose heap is used up: a service manager can start it again. */
@Timeout(120)
class OutOfMemoryIT {

  private static final int CLIENTS_MAX = 5000;

  @TempDir Path directory;

  @Test
  void heapThatIsUsedUp_endsTheProgram_withALineAndAStatusOfItsOwn() throws Exception {
    Path file = directory.resolve("balancer.yaml");
    Files.writeString(
        file,
        """
        listen: 127.0.0.1:0
        limits: {headers: 1MiB, headerCount: 10000}
        timeouts: {head: 10m}
        clusters: {c: {members: ["http://127.0.0.1:9"]}}
        routes: [{path: /, cluster: c}]
        """);
    // The switch is for tests: what clients hold is counted, and nothing is refused.
    List<String> options = List.of("-Xmx24m", "-Dbalancer.memory.unbounded=true");
    List<RawClient> clients = new ArrayList<>();
    try (RunningJar jar = RunningJar.start(directory, options, "run", file.toString())) {
      int port = URI.create(jar.awaitOut("ready ")).getPort();
      fill(port, clients);

      assertThat(jar.exitStatus()).isEqualTo(3);
      jar.awaitErr("balancer: out of memory");
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  /** Heads that never end, until the program has. */
  private static void fill(int port, List<RawClient> clients) throws IOException {
    String head = "GET / HTTP/1.1\r\nHost: a.test\r\n" + "t:\r\n".repeat(9000);
    try {
      while (clients.size() < CLIENTS_MAX) {
        RawClient client = new RawClient(port);
        clients.add(client);
        client.offer(head);
      }
    } catch (IOException refused) {
      // It does not listen any more.
    }
  }
}
