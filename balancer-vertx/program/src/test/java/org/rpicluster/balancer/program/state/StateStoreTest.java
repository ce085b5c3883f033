package org.rpicluster.balancer.program.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.vertx.edit.EditNotStored;

/** When state is written, and what those hear who wait for it. */
class StateStoreTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile SavedState state = SavedState.NONE;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  @TempDir private Path directory;
  private StateFile file;
  private StateStore store;

  @BeforeEach
  void start() {
    file = StateFile.open(directory.resolve("state.json"));
    store = new StateStore(vertx, file, this::state);
  }

  @AfterEach
  void stop() {
    gate.countDown();
    ended(store.close());
    file.close();
    ended(vertx.close());
  }

  private SavedState state() {
    asked.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return state;
  }

  @Test
  void whatIsStored_isOnTheDisk() {
    state = States.FULL;

    assertThat(ended(store.stored()).succeeded()).isTrue();

    assertThat(edits()).isEqualTo(States.FULL.edits());
  }

  @Test
  void manyAtOnce_shareOneWriting_thatHasThemAll() {
    gate = new CountDownLatch(1);
    Future<Void> first = store.stored();
    await().until(() -> asked.get() == 1);
    List<Future<Void>> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(store.stored());
    }
    assertThat(first.isComplete()).isFalse();

    state = States.FULL;
    gate.countDown();
    assertThat(ended(Future.all(many)).succeeded()).isTrue();

    assertThat(asked).hasValue(2);
    assertThat(edits()).isEqualTo(States.FULL.edits());
  }

  @Test
  void whatHasNotChanged_isNotWrittenAgain() {
    ended(store.stored());
    Object written = identity();

    ended(store.stored());
    assertThat(identity()).isEqualTo(written);

    state = States.FULL;
    ended(store.stored());
    assertThat(identity()).isNotEqualTo(written);
  }

  @Test
  void diskThatFails_isAnAnswer_andIsTriedAgain() throws IOException {
    Path inTheWay = Files.createDirectories(directory.resolve("state.json.new").resolve("x"));

    Future<Void> failed = ended(store.stored());

    assertThat(failed.cause())
        .isInstanceOf(EditNotStored.class)
        .hasMessageStartingWith("it holds, but is not stored, and a restart would forget it: ");
    Files.delete(inTheWay);
    assertThat(ended(store.stored()).succeeded()).isTrue();
    assertThat(edits()).isEqualTo(SavedState.NONE.edits());
  }

  @Test
  void stateThatCannotBeHad_isAnAnswerAsWell() {
    StateStore broken =
        new StateStore(
            vertx,
            file,
            () -> {
              throw new IllegalStateException("a bug");
            });

    assertThat(ended(broken.stored()).cause()).isInstanceOf(EditNotStored.class);
    ended(broken.close());
  }

  @Test
  void end_storesForTheLastTime() {
    state = States.FULL;

    ended(store.close());

    assertThat(edits()).isEqualTo(States.FULL.edits());
    assertThat(ended(store.stored()).cause()).isInstanceOf(EditNotStored.class);
  }

  private Object edits() {
    return file.read(Instant.EPOCH).orElseThrow().edits();
  }

  private Object identity() {
    try {
      return Files.readAttributes(directory.resolve("state.json"), BasicFileAttributes.class)
          .fileKey();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> Future<T> ended(Future<T> future) {
    await().until(future::isComplete);
    return future;
  }
}
