package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive of the packaged program. */
@Timeout(300)
class ArchiveIT {

  /** A JVM that cannot use the archive does not start. */
  private static final String OR_NOT_AT_ALL = "-Xshare:on";

  @TempDir private Path temporary;
  @TempDir private Path directory;

  private Path archive() {
    return directory.resolve("a.jsa");
  }

  private RunningJar start(List<String> options, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.add("-XX:SharedArchiveFile=" + archive());
    return RunningJar.start(temporary, all, arguments);
  }

  private String configuration() throws IOException {
    Path file = directory.resolve("balancer.yaml");
    Files.writeString(
        file, "listen: 127.0.0.1:0\nroutes: [{path: /, respond: {status: 200, body: it works}}]\n");
    return file.toString();
  }

  @Test
  void archive_isMade_andHasWhatAStartLoads() throws Exception {
    try (RunningJar made =
        RunningJar.start(temporary, List.of(), "archive", archive().toString())) {
      assertThat(made.restOfErr()).isEmpty();
      assertThat(made.restOfOut())
          .contains(archive() + ": ", " MB", "-XX:SharedArchiveFile=" + archive());
      assertThat(made.exitStatus()).isZero();
    }
    assertThat(temporary).isEmptyDirectory();

    Path loaded = directory.resolve("loaded");
    List<String> options = List.of(OR_NOT_AT_ALL, "-Xlog:class+load:file=" + loaded);
    try (RunningJar jar = start(options, "run", configuration())) {
      assertThat(jar.get(jar.awaitOut("ready ")).body()).isEqualTo("it works");
      jar.signal("TERM");
      assertThat(jar.exitStatus()).isZero();
    }
    assertThat(Files.readAllLines(loaded))
        .anyMatch(
            line -> line.contains(" " + RunCommand.class.getName() + " ") && line.contains("(top)"))
        .noneMatch(
            line ->
                line.contains(" io.netty") && line.contains("source: file:")); // all is archived
  }

  @Test
  void archiveThatDoesNotFit_isLeftAside() throws Exception {
    Files.writeString(archive(), "this is no archive");
    try (RunningJar jar = start(List.of(), "run", configuration())) {
      assertThat(jar.get(jar.awaitOut("ready ")).body()).isEqualTo("it works");
      jar.signal("TERM");
      assertThat(jar.exitStatus()).isZero();
    }
  }

  @Test
  void archiveThatCannotBeMade_isOneLine_andLeavesWhatWasThere() throws Exception {
    Path there = directory.resolve("folder");
    Files.createDirectories(there.resolve("below"));
    try (RunningJar jar = RunningJar.start(temporary, List.of(), "archive", there.toString())) {
      assertThat(jar.restOfErr()).hasSize(1).first().asString().startsWith("balancer: archive: ");
      assertThat(jar.exitStatus()).isEqualTo(2);
    }
    assertThat(there.resolve("below")).isDirectory();
    assertThat(directory).isDirectoryNotContaining(each -> each.toString().contains("folder."));
  }
}
