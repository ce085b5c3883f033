package org.rpicluster.balancer.vertx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RegularFileTest {

  @TempDir private Path directory;

  @Test
  void regularFile_isRead_throughALinkAsWell() throws Exception {
    Path file = Files.writeString(directory.resolve("a"), "text");
    Path link = Files.createSymbolicLink(directory.resolve("b"), file);

    assertThat(RegularFile.read(link, 4)).isEqualTo("text".getBytes("US-ASCII"));
  }

  @Test
  void whatIsNoRegularFile_isRefused_andNotWaitedFor() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertUnfit(fifo, "is a FIFO (expected: a regular file)");
    assertUnfit(directory, "is a directory (expected: a regular file)");
    assertUnfit(Path.of("/dev/zero"), "is a character device (expected: a regular file)");
  }

  @Test
  void largerFile_isRefused() throws Exception {
    assertUnfit(
        Files.writeString(directory.resolve("a"), "12345"),
        "is too large (expected: at most 4 bytes)");
  }

  @Test
  void missingFile_isMissing() {
    assertThatThrownBy(() -> RegularFile.read(directory.resolve("none"), 4))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static void assertUnfit(Path file, String reason) {
    assertThatThrownBy(() -> RegularFile.read(file, 4))
        .isInstanceOfSatisfying(
            RegularFile.Unfit.class, e -> assertThat(e.words()).isEqualTo(file + ": " + reason));
  }
}
