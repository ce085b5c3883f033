package org.rpicluster.balancer.program.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.program.takeover.NextProcess.Ended;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** From one program to the next, over a Unix socket; both are in this process. It needs Linux. */
@Timeout(60)
class ProcessHandoverTest {

  @TempDir Path directory;

  private final CountDownLatch replaced = new CountDownLatch(1);
  private final Vertx vertx = Platform.forProxy();
  private final Vertx nextVertx = Platform.forProxy();
  private int port;
  private Path socket;
  private Program program;
  private HandoverServer server;

  /** How often the state file will be found with another process. */
  private volatile int stillHad;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    socket = directory.resolve("handover.sock");
    program = Program.start(vertx, configuration("first"));
    server = HandoverServer.listen(vertx, socket, new Handing(), () -> Ended.FAILED);
  }

  @AfterEach
  void stop() {
    server.close();
    program.close();
    nextVertx.close();
  }

  @Test
  void nextProcess_getsTheSocketsAndTheState_andThoseWhoWait() throws Exception {
    try (RawClient kept = new RawClient(port).get("/");
        Predecessor before = Predecessor.at(nextVertx, socket).orElseThrow()) {
      assertThat(kept.readAnswer()).endsWith("first");
      InheritedSockets sockets = InheritedSockets.of(before.sockets());
      before.release();

      try (Program next = Program.start(nextVertx, configuration("next"), sockets, false)) {
        before.serving();
        replaced.await();
        CompletableFuture<Void> drained =
            CompletableFuture.runAsync(() -> program.drain(Duration.ofSeconds(10)));
        String head = kept.get("/").readHead();
        while (!head.contains("close")) {
          assertThat(kept.read(5)).isEqualTo("first");
          head = kept.get("/").readHead();
        }
        assertThat(kept.readAll()).isEqualTo("first");
        drained.join();
        assertThat(answer()).endsWith("next");
        assertThat(next.addresses().get(0).address().port()).isEqualTo(port);
      }
    }
  }

  @Test
  void nextProcess_thatGivesUp_leavesAllAsItWas() throws Exception {
    Predecessor before = Predecessor.at(nextVertx, socket).orElseThrow();
    before.sockets();
    before.release();
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> program.change(configuration("changed")))
        .withMessage("the balancer stops");

    before.close();

    TestProxy.await(() -> canChange("changed"));
    assertThat(answer()).endsWith("changed");
    assertThat(replaced.getCount()).isEqualTo(1);
  }

  @Test
  void nextProcess_thatStillHasTheState_isWaitedFor() throws Exception {
    Predecessor before = Predecessor.at(nextVertx, socket).orElseThrow();
    before.release();
    stillHad = 3;

    before.close();

    TestProxy.await(() -> canChange("changed"));
    assertThat(stillHad).isZero();
  }

  @Test
  void upgradeThatFails_isSaid_toWhoHasAskedForIt() {
    try (Predecessor running = Predecessor.at(nextVertx, socket).orElseThrow()) {
      assertThatExceptionOfType(HandoverFailed.class)
          .isThrownBy(() -> running.upgrade(20))
          .withMessageContaining("the next process has ended");
    }
  }

  @Test
  void socketThatNobodyListensAt_isNoProcess() throws Exception {
    assertThat(Predecessor.at(nextVertx, directory.resolve("none"))).isEmpty();
    server.close();
    assertThat(socket).doesNotExist();
    Files.createFile(directory.resolve("file"));
    assertThat(Predecessor.at(nextVertx, directory.resolve("file"))).isEmpty();
  }

  @Test
  void socketOfTheNextProcess_takesThePlace_andStaysWhenThisOneEnds() throws Exception {
    HandoverServer next =
        HandoverServer.listen(nextVertx, socket, new Handing(), () -> Ended.FAILED);

    server.close();

    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(directory.toFile().list())
        .filteredOn(name -> name.contains("handover"))
        .containsExactly("handover.sock");
    Predecessor.at(vertx, socket).orElseThrow().close();
    next.close();
  }

  private boolean canChange(String name) {
    try {
      program.change(configuration(name));
      return true;
    } catch (Fault stillReleased) {
      return false;
    }
  }

  private String answer() throws IOException {
    try (RawClient client = new RawClient(port).get("/")) {
      return client.readAnswer();
    }
  }

  private Configuration configuration(String name) {
    String yaml =
        """
        listen: 127.0.0.1:%d
        stateFile: %s
        shutdown: 20s
        routes: [{path: /, respond: {status: 200, body: %s}}]
        """;
    Path state = directory.resolve("state.json");
    return new YamlFrontEnd()
        .read(new Source("test.yaml", String.format(Locale.ROOT, yaml, port, state, name)));
  }

  /** The program that is there. */
  private final class Handing implements Owner {

    @Override
    public List<Integer> sockets() {
      return program.sockets();
    }

    @Override
    public void release() {
      program.release();
    }

    @Override
    public void resume() {
      if (stillHad > 0) {
        stillHad--;
        throw new Fault("another process has it");
      }
      program.resume();
    }

    @Override
    public void replaced() {
      replaced.countDown();
    }
  }
}
