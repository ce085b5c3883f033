package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

@Timeout(60)
class LogRotationTest {

  private static final LogFormat FORMAT = summary -> "a line\n";
  private static final int LINE_BYTES = 7;

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final AccessLogs logs = new AccessLogs(MemoryAccount.unbounded(), time, time);

  private Path file() {
    return directory.resolve("a.log");
  }

  private AccessLog open(LogRotation rotation) {
    return logs.open(file(), FORMAT, rotation);
  }

  /** Writes a line, and waits until it is in a file. */
  private void settle(AccessLog log) throws Exception {
    long before = bytes();
    log.settled(new Summaries().summary());
    TestProxy.await(() -> bytes() > before);
  }

  private long bytes() {
    return all().stream().mapToLong(LogRotationTest::size).sum();
  }

  private List<Path> all() {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.sorted().toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0; // it has just been put aside
    }
  }

  private List<String> names() {
    return all().stream().map(each -> each.getFileName().toString()).toList();
  }

  @Test
  void file_thatIsLargeEnough_isPutAside_byTheTime() throws Exception {
    try (AccessLog log = open(LogRotation.OFF.sizeBytes(2 * LINE_BYTES))) {
      for (int i = 0; i < 5; i++) {
        settle(log);
      }
    }
    assertThat(names())
        .containsExactly("a.log", "a.log.20260101-000000", "a.log.20260101-000000-002");
    assertThat(bytes()).isEqualTo(5 * LINE_BYTES);
    assertThat(size(file())).isEqualTo(LINE_BYTES);
  }

  @Test
  void file_thatIsOldEnough_isPutAside_withTheNextLine() throws Exception {
    try (AccessLog log = open(LogRotation.OFF.age(Duration.ofHours(1)))) {
      settle(log);
      time.advance(Duration.ofMinutes(59));
      settle(log);
      assertThat(names()).containsExactly("a.log");

      time.advance(Duration.ofMinutes(1));
      settle(log);
    }
    assertThat(names()).containsExactly("a.log", "a.log.20260101-010000");
    assertThat(bytes()).isEqualTo(3 * LINE_BYTES);
  }

  @Test
  void budget_isKept_andTheOldestGoFirst_andNoFileOfOthers() throws Exception {
    Files.writeString(directory.resolve("a.log.1"), "another program's");
    Files.writeString(directory.resolve("b.log.20200101-000000"), "another log's");
    LogRotation rotation = LogRotation.OFF.sizeBytes(LINE_BYTES).budgetBytes(2 * LINE_BYTES);
    try (AccessLog log = open(rotation)) {
      for (int i = 0; i < 6; i++) {
        log.settled(new Summaries().summary());
        int written = i;
        TestProxy.await(() -> names().stream().anyMatch(name -> name.endsWith("0" + written)));
        time.advance(Duration.ofSeconds(1));
      }
    }
    assertThat(names())
        .containsExactly(
            "a.log",
            "a.log.1",
            "a.log.20260101-000004",
            "a.log.20260101-000005",
            "b.log.20200101-000000");
  }

  @Test
  void nothing_isPutAside_unlessSaid() throws Exception {
    try (AccessLog log = open(LogRotation.OFF)) {
      settle(log);
      time.advance(Duration.ofDays(100));
      settle(log);
    }
    assertThat(names()).containsExactly("a.log");
  }

  @Test
  void fileThatAnotherProgramHasPutAside_isNotPutAsideAgain() throws Exception {
    try (AccessLog log = open(LogRotation.OFF.sizeBytes(2 * LINE_BYTES))) {
      settle(log);
      Files.move(file(), directory.resolve("a.log.1"));
      Files.createFile(file());
      settle(log);
      time.advance(Duration.ofSeconds(1));
      settle(log);
    }
    assertThat(names()).containsExactly("a.log", "a.log.1");
    assertThat(size(file())).isEqualTo(LINE_BYTES);
  }

  @Test
  void fileThatAnotherProgramHasEmptied_isPutAside_whenItIsLargeAgain() throws Exception {
    try (AccessLog log = open(LogRotation.OFF.sizeBytes(2 * LINE_BYTES))) {
      settle(log);
      Files.write(file(), new byte[0]);
      settle(log);
      assertThat(names()).containsExactly("a.log");
      settle(log);
    }
    assertThat(names()).containsExactly("a.log", "a.log.20260101-000000");
  }

  @Test
  void logThatAnotherProcessPutsAside_isOnlyWritten() throws Exception {
    try (AccessLog log = open(LogRotation.OFF.sizeBytes(LINE_BYTES))) {
      log.rotate(LogRotation.OFF);
      settle(log);
      settle(log);
    }
    assertThat(names()).containsExactly("a.log");
  }

  @Test
  void fileFromBefore_isGoneOnWith_andCounts() throws Exception {
    Files.writeString(file(), "from before\n");
    try (AccessLog log = open(LogRotation.OFF.sizeBytes(12 + LINE_BYTES))) {
      log.settled(new Summaries().summary());
      TestProxy.await(() -> names().size() == 2);
    }
    assertThat(Files.readString(directory.resolve("a.log.20260101-000000")))
        .isEqualTo("from before\na line\n");
  }
}
