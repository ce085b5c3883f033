package org.rpicluster.balancer.program.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file on a real disk: whole, ours alone, and never in the way of a start. */
class StateFileTest {

  private static final Instant NOW = Instant.parse("2026-11-22T17:44:12.5Z");
  private static final byte[] TEXT = StateText.encode(States.FULL);

  @TempDir private Path directory;
  private Path path;
  private StateFile file;

  @BeforeEach
  void open() {
    path = directory.resolve("state.json");
    file = StateFile.open(path);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void fileThatIsNotThere_isNothing() {
    assertThat(file.read(NOW)).isEmpty();
    assertThat(names()).containsExactly("state.json.lock");
  }

  @Test
  void whatIsWritten_isThere_forTheOwnerAlone_andNothingElse() throws IOException {
    file.write(StateText.encode(SavedState.NONE));
    file.write(TEXT);

    assertThat(file.read(NOW).map(SavedState::edits)).contains(States.FULL.edits());
    for (Path each : List.of(path, directory.resolve("state.json.lock"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
    assertThat(names()).containsExactlyInAnyOrder("state.json", "state.json.lock");
  }

  @Test
  void whatACrashLeft_isInNobodysWay() throws IOException {
    Path left = Files.writeString(directory.resolve("state.json.new"), "half");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("r--r--r--"));

    assertThat(file.read(NOW)).isEmpty();
    file.write(TEXT);

    assertThat(file.read(NOW)).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void damagedFile_isSetAside_andTheNextIsWritten() throws IOException {
    Files.writeString(path, "{\"version\":1");

    assertThat(file.read(NOW)).isEmpty();

    assertThat(directory.resolve("state.json.damaged-20261122T174412.500Z"))
        .hasContent("{\"version\":1");
    assertThat(path).doesNotExist();
    file.write(TEXT);
    assertThat(file.read(NOW)).isPresent();
  }

  @Test
  void ofThoseSetAside_theLastAreKept() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.writeString(path, "damaged " + i);
      file.read(NOW.plusSeconds(i));
    }

    List<String> aside = names().stream().filter(name -> name.contains("damaged")).toList();
    assertThat(aside).hasSize(StateFile.DAMAGED_MAX);
    assertThat(directory.resolve("state.json.damaged-20261122T174423.500Z"))
        .hasContent("damaged 11");
  }

  @Test
  void hugeFile_isSetAside_andNeverWritten() throws IOException {
    byte[] huge = new byte[StateFile.BYTES_MAX + 1];
    Files.write(path, huge);

    assertThat(file.read(NOW)).isEmpty();
    assertThatIOException().isThrownBy(() -> file.write(huge));
    assertThat(path).doesNotExist();
  }

  @Test
  void directoryInItsPlace_isSetAside() throws IOException {
    Files.createDirectory(path);

    assertThat(file.read(NOW)).isEmpty();
    file.write(TEXT);
    assertThat(file.read(NOW)).isPresent();
  }

  @Test
  void secondBalancer_isRefused_untilTheFirstHasEnded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateFile.open(path))
        .withMessage("stateFile: " + path + " (expected: a file that no other balancer uses)");

    file.close();
    file = StateFile.open(path);
    assertThat(file.read(NOW)).isEqualTo(Optional.empty());
  }

  @Test
  void linkIsFollowed_alsoByTheLock() throws IOException {
    file.write(TEXT);
    Path link = Files.createSymbolicLink(directory.resolve("link"), path);

    assertThatIllegalArgumentException().isThrownBy(() -> StateFile.open(link));
    file.close();
    file = StateFile.open(link);
    file.write(TEXT);

    assertThat(link).isSymbolicLink();
    assertThat(file.read(NOW)).isPresent();
  }

  @Test
  void diskThatFails_leavesWhatWasThere() throws IOException {
    file.write(TEXT);
    // A directory that is not empty can be neither removed nor written.
    Path inTheWay = Files.createDirectories(directory.resolve("state.json.new").resolve("x"));

    assertThatIOException().isThrownBy(() -> file.write(TEXT));

    assertThat(file.read(NOW)).isPresent();
    Files.delete(inTheWay);
    file.write(TEXT);
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(each -> each.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
