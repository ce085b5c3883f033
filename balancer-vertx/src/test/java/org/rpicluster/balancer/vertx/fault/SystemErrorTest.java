package org.rpicluster.balancer.vertx.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SystemErrorTest {

  @TempDir private Path directory;

  @Test
  void nativeFailure_isKnownByItsNumber() {
    assertThat(Epoll.isAvailable()).isTrue();
    assertThat(SystemError.of(new NativeIoException("bind", -98)))
        .hasValue(SystemError.ADDRESS_IN_USE);
    assertThat(SystemError.of(new IOException("any words", new NativeIoException("bind", -13))))
        .hasValue(SystemError.ACCESS_DENIED);
  }

  @Test
  void failureToConnect_isKnownByTheNumberInItsText_whateverFollows() {
    String german =
        "connect(..) failed with error(-111): Verbindungsaufbau abgelehnt: /127.0.0.1:9";
    assertThat(SystemError.of(new ConnectException(german))).hasValue(SystemError.REFUSED);
    assertThat(SystemError.of(new ConnectException("failed with error(-999): ?"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SystemError.class)
  void sentenceOfThisSystem_isKnownWhereThereIsNothingElse(SystemError error) {
    String text = new NativeIoException("x", -error.number()).getMessage();
    String sentence = text.substring(text.indexOf(": ") + 2);
    assertThat(SystemError.of(new IOException("/a: " + sentence))).hasValue(error);
    assertThat(SystemError.of(new FileSystemException("/a", null, sentence))).hasValue(error);
    assertThat(SystemError.describe(new IOException(sentence)))
        .isEqualTo(error.ours() + " (" + error.standard() + ")");
  }

  @Test
  void fullDisk_isKnown() {
    IOException full = failureOf(() -> write(Path.of("/dev/full")));
    assertThat(SystemError.describe(full)).isEqualTo("the disk is full (No space left on device)");
  }

  @Test
  void failuresOfFiles_areKnownByTheirType() {
    assertThat(SystemError.of(new NoSuchFileException("/a"))).hasValue(SystemError.NO_SUCH_FILE);
    assertThat(SystemError.of(new AccessDeniedException("/a"))).hasValue(SystemError.ACCESS_DENIED);
    assertThat(SystemError.of(failureOf(() -> write(directory)))).hasValue(SystemError.DIRECTORY);
    assertThat(SystemError.of(failureOf(() -> write(directory.resolve("a/b")))))
        .hasValue(SystemError.NO_SUCH_FILE);
  }

  @Test
  void whatTheSystemHasNotSaid_isNothing_evenInARing() {
    assertThat(SystemError.of(new IllegalStateException("Permission denied"))).isEmpty();
    IOException one = new IOException("one");
    one.initCause(new IOException("two", one));
    assertThat(SystemError.of(one)).isEmpty();
    assertThat(SystemError.describe(one)).isEqualTo("one");
  }

  private static void write(Path file) throws IOException {
    Files.write(file, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private interface Io {
    void run() throws IOException;
  }

  private static IOException failureOf(Io io) {
    try {
      io.run();
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("it did not fail");
  }
}
