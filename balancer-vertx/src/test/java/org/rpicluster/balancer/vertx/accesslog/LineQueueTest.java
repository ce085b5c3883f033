package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

@Timeout(30)
class LineQueueTest {

  private static final int LINES_MAX = 10;
  private static final String LINE = "x".repeat(36);
  private static final int BYTES_MAX = LINES_MAX * (36 + Backlog.LINE_OVERHEAD);

  private final MemoryAccount memory = new MemoryAccount(2 * BYTES_MAX);
  private final Backlog backlog = new Backlog(BYTES_MAX, memory.share("lines"));
  private final SlowDisk disk = new SlowDisk();
  private final LineQueue queue = new LineQueue(backlog, disk, Scheduler.daemon("disk"));

  @Test
  void append_whileTheDiskStands_neverWaitsAndDropsWhatIsTooMuch() {
    for (int i = 0; i < 10_000; i++) {
      queue.append(LINE);
    }
    disk.goesOn.countDown();
    queue.stop();

    assertThat(disk.lines).hasSize(LINES_MAX);
    assertThat(disk.ended).isTrue();
    assertThat(backlog.dropped()).isEqualTo(10_000 - LINES_MAX);
  }

  @Test
  void append_whileTheMemoryIsOthers_dropsSooner_andGivesBackWhatIsWritten() {
    memory.share("others", 9).charge(BYTES_MAX);
    for (int i = 0; i < 2 * LINES_MAX; i++) {
      queue.append(LINE);
    }
    disk.goesOn.countDown();
    queue.stop();

    assertThat(disk.lines).hasSize(LINES_MAX / 2);
    assertThat(memory.used()).isEqualTo(BYTES_MAX);
  }

  @Test
  void append_afterTheDiskCaughtUp_keepsLinesAgain() throws InterruptedException {
    for (int i = 0; i < 2 * LINES_MAX; i++) {
      queue.append(LINE);
    }
    disk.goesOn.countDown();
    assertThat(disk.caughtUp.await(10, TimeUnit.SECONDS)).isTrue();
    queue.append("after");
    queue.stop();

    assertThat(disk.lines).hasSize(LINES_MAX + 1).endsWith("after");
  }

  @Test
  void append_afterTheStop_isIgnored() {
    disk.goesOn.countDown();
    queue.append("before");
    queue.stop();
    queue.append("after");

    assertThat(disk.lines).containsExactly("before");
  }

  /** Its lines are read after the writing thread has ended. */
  private final class SlowDisk implements LineQueue.Sink {
    final CountDownLatch goesOn = new CountDownLatch(1);
    final CountDownLatch caughtUp = new CountDownLatch(LINES_MAX);
    final List<String> lines = new ArrayList<>();
    volatile boolean ended;

    @Override
    public void append(String line) {
      awaitUninterrupted();
      lines.add(line);
      backlog.release(line);
      caughtUp.countDown();
    }

    @Override
    public void end() {
      ended = true;
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
