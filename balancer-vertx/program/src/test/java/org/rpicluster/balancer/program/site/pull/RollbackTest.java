package org.rpicluster.balancer.program.site.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.UpdateFiles;

/** {@code pull rollback}, {@code pull status}, and which way versions go. */
@Timeout(120)
class RollbackTest {

  @TempDir private Path home;
  private WorkerAtWork it;
  private String first;
  private String second;

  @BeforeEach
  void publishTwice() throws IOException {
    it = new WorkerAtWork(home);
    first = it.publish("first");
    it.pull();
    second = it.publish("second");
    it.pull();
  }

  @AfterEach
  void stop() {
    it.close();
  }

  @Test
  void rollback_goesBack_andStaysThere() throws IOException {
    assertThat(it.command("rollback").out()).containsExactly("now at " + first);
    assertThat(it.pull().out())
        .containsExactly(
            "held back: " + second + " was rolled back; a newer one, or --again, ends that");
    assertThat(it.served()).isEqualTo(first);
    assertThat(it.worker.resolve("current/index.html")).hasContent("first");
  }

  @Test
  void newerVersion_endsTheHold() throws IOException {
    it.command("rollback");
    String third = it.publish("third");
    it.pull();

    assertThat(it.served()).isEqualTo(third);
    assertThat(it.command("rollback").out()).containsExactly("now at " + second);
  }

  @Test
  void again_endsTheHold() throws IOException {
    it.command("rollback");
    it.pull("--again");

    assertThat(it.served()).isEqualTo(second);
    assertThat(it.pull().out()).containsExactly("up to date: " + second);
  }

  @Test
  void rollback_goesToAVersionByName() throws IOException {
    it.command("rollback");
    assertThat(it.command("rollback", second).out()).containsExactly("now at " + second);
    it.refused(it.command("rollback", "nope"), "nope: no such version here");
  }

  @Test
  void rollback_withoutAnOlderVersion_isRefused() {
    it.command("rollback");

    it.refused(it.command("rollback"), first + ": no older version here");
  }

  @Test
  void rollback_runsTheCommand() throws IOException {
    Path said = home.resolve("said");
    it.command("rollback", "--then", "echo $SITE_VERSION > '" + said + "'");

    assertThat(said).hasContent(first);
  }

  @Test
  void status_saysWhatIsHere() {
    it.command("rollback");

    assertThat(it.command("status").out())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("held back " + second + ": 1 files, 6 bytes, "),
            line -> assertThat(line).startsWith("current " + first + ": 1 files, 5 bytes, "));
  }

  @Test
  void status_whereNoPullHasBeen_saysSo() {
    Path nowhere = home.resolve("nowhere");

    assertThat(Commands.run("pull", "status", "--into", nowhere).err())
        .containsExactly("balancer: " + nowhere + ": no pull has been here");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void olderVersion_isRefused() throws IOException {
    Files.copy(
        it.updates.resolve(UpdateFiles.manifest(first)),
        it.updates.resolve(UpdateFiles.MANIFEST),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(it.pull().err()).singleElement().asString().contains(first, "older than " + second);
    assertThat(it.served()).isEqualTo(second);
  }

  @Test
  void versionOlderThanTheOneHeld_isRefused() throws IOException {
    String third = it.publish("third");
    it.pull();
    it.command("rollback", first);
    Files.copy(
        it.updates.resolve(UpdateFiles.manifest(second)),
        it.updates.resolve(UpdateFiles.MANIFEST),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(it.pull().err()).singleElement().asString().contains("older than " + third);
  }

  @Test
  void sameNameWithOtherContent_isRefused() throws IOException {
    Path manifest = it.updates.resolve(UpdateFiles.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest) + "\n");

    it.refused(it.pull(), second + ": is another one than the version of that name here");
  }
}
