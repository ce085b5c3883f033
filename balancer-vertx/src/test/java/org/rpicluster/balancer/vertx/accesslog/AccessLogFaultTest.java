package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.Fifo;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.slf4j.LoggerFactory;

/** What is wrong with the file is said once, counted each minute, and said when it is over. */
@Timeout(60)
class AccessLogFaultTest {

  /** A disk that is always full: null(4). */
  private static final Path FULL = Path.of("/dev/full");

  private static final LogFormat FORMAT = summary -> "a line\n";

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(LogFile.class);

  @BeforeEach
  void listen() {
    events.start();
    logger.addAppender(events);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(events);
  }

  @Test
  void fullDisk_isSaidOnce_andCountedEachMinute() {
    AccessLog log = open(FULL);
    for (int i = 1; i <= 200; i++) {
      settle(log);
    }
    log.close();
    assertThat(lines())
        .containsExactly(
            "access log /dev/full: not written: the disk is full (No space left on device)");

    time.advance(Duration.ofMinutes(1));
    assertThat(lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("access log /dev/full: lines lost in the last minute: ");
  }

  @Test
  void diskThatHasRoomAgain_isSaidOnce() throws IOException {
    Path file = directory.resolve("a.log");
    Files.createSymbolicLink(file, FULL);
    AccessLog log = open(file);
    settle(log);
    TestProxy.await(() -> !lines().isEmpty());
    Files.delete(file);
    time.advance(Duration.ofSeconds(2));
    for (int i = 0; i < 10; i++) {
      settle(log);
    }
    log.close();

    assertThat(Files.readAllLines(file)).hasSize(10).containsOnly("a line");
    assertThat(lines()).last().asString().endsWith(": is written again; lines lost: 1");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void directoryThatIsGone_isSaidOnce_andTheLogGoesOnOnceItIsBack() throws IOException {
    Path gone = Files.createDirectory(directory.resolve("logs"));
    Path file = gone.resolve("a.log");
    AccessLog log = open(file);
    settle(log);
    TestProxy.await(() -> file.toFile().length() > 0);
    Files.delete(file);
    Files.delete(gone);
    for (int i = 0; i < 10; i++) {
      time.advance(Duration.ofSeconds(2));
      settle(log);
    }
    TestProxy.await(() -> !lines().isEmpty());
    Files.createDirectory(gone);
    time.advance(Duration.ofSeconds(2));
    settle(log);
    log.close();

    assertThat(Files.readAllLines(file)).contains("a line");
    assertThat(lines())
        .hasSize(2)
        .satisfies(
            said -> assertThat(said.get(0)).contains("cannot be opened again", "no such file"),
            said -> assertThat(said.get(1)).contains("is open again; tries that failed: "));
  }

  @Test
  void fifo_isAnError_andNothingWaitsForAReader() throws Exception {
    Path fifo = fifo("log");

    assertThatThrownBy(() -> AccessLog.toFile(fifo, FORMAT))
        .hasMessage("file: " + fifo + " is a FIFO (expected: a regular file)");
    assertThatThrownBy(() -> AccessLog.requireWritable(fifo))
        .hasMessage("file: " + fifo + " is a FIFO (expected: a regular file)");
  }

  @Test
  void fifoInThePlaceOfTheFile_isNotWaitedFor() throws Exception {
    Path file = directory.resolve("a.log");
    AccessLog log = open(file);
    settle(log);
    Files.move(file, directory.resolve("a.log.1"));
    fifo("a.log");
    time.advance(Duration.ofSeconds(2));
    settle(log);
    log.close();

    assertThat(lines()).singleElement().asString().endsWith(": is a FIFO");
    assertThat(Files.readString(directory.resolve("a.log.1"), StandardCharsets.US_ASCII))
        .isEqualTo("a line\na line\n");
  }

  @Test
  void nullDevice_isFine() {
    AccessLog log = open(Path.of("/dev/null"));
    settle(log);
    log.close();

    assertThat(lines()).isEmpty();
  }

  private AccessLog open(Path file) {
    return new AccessLogs(MemoryAccount.unbounded(), time, time).open(file, FORMAT);
  }

  private static void settle(AccessLog log) {
    log.settled(null);
  }

  private Path fifo(String name) throws Exception {
    return Fifo.make(directory.resolve(name));
  }

  private List<String> lines() {
    return List.copyOf(events.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
