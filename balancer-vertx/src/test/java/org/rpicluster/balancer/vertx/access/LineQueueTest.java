package org.rpicluster.balancer.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ContextBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

@Timeout(30)
class LineQueueTest {

  private static final int LINES_MAX = 10;
  private static final String LINE = "x".repeat(36);
  private static final int BYTES_MAX = LINES_MAX * (36 + Backlog.LINE_OVERHEAD);

  private final MemoryAccount memory = new MemoryAccount(2 * BYTES_MAX);
  private final Backlog backlog = new Backlog(BYTES_MAX, memory.share("lines"));
  private final SlowDisk disk = new SlowDisk();
  private final LineQueue queue = new LineQueue(new ContextBase(), BYTES_MAX, backlog, disk);

  @Test
  void append_whileTheDiskStands_neverWaitsAndDropsWhatIsTooMuch() {
    for (int i = 0; i < 10_000; i++) {
      queue.doAppend(LINE);
    }
    disk.goesOn.countDown();
    queue.stop();

    assertThat(disk.lines).hasSize(LINES_MAX);
    assertThat(backlog.dropped()).isEqualTo(10_000 - LINES_MAX);
  }

  @Test
  void append_whileTheMemoryIsOthers_dropsSooner_andGivesBackWhatIsWritten() {
    memory.share("others", 9).charge(BYTES_MAX);
    for (int i = 0; i < 2 * LINES_MAX; i++) {
      queue.doAppend(LINE);
    }
    disk.goesOn.countDown();
    queue.stop();

    assertThat(disk.lines).hasSize(LINES_MAX / 2);
    assertThat(memory.used()).isEqualTo(BYTES_MAX);
  }

  @Test
  void append_afterTheDiskCaughtUp_keepsLinesAgain() throws InterruptedException {
    for (int i = 0; i < 2 * LINES_MAX; i++) {
      queue.doAppend(LINE);
    }
    disk.goesOn.countDown();
    assertThat(disk.caughtUp.await(10, TimeUnit.SECONDS)).isTrue();
    queue.doAppend("after");
    queue.stop();

    assertThat(disk.lines).hasSize(LINES_MAX + 1).endsWith("after");
  }

  /** Its lines are read after the writing thread has ended. */
  private final class SlowDisk extends AppenderBase<String> {
    final CountDownLatch goesOn = new CountDownLatch(1);
    final CountDownLatch caughtUp = new CountDownLatch(LINES_MAX);
    final List<String> lines = new ArrayList<>();

    SlowDisk() {
      start();
    }

    @Override
    protected void append(String line) {
      awaitUninterrupted();
      lines.add(line);
      backlog.release(line);
      caughtUp.countDown();
    }

    private void awaitUninterrupted() {
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
