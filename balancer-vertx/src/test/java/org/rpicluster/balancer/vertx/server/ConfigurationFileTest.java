package org.rpicluster.balancer.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration's file may be, at the start and at a reload. */
@Timeout(60)
class ConfigurationFileTest {

  private static final String YAML =
      "listen: 127.0.0.1:0\n"
          + "clusters: {c: {members: [{url: 'http://127.0.0.1:1', weight: 1}]}}\n"
          + "routes: [{path: /, cluster: c}]\n";

  @TempDir private Path directory;

  @Test
  void whatIsNoRegularFile_isAClearError() throws Exception {
    Path fifo = fifo("fifo.yaml");

    assertThatThrownBy(() -> ConfigurationFile.read(fifo))
        .hasMessage(fifo + ": is a FIFO (expected: a regular file)");
    assertThatThrownBy(() -> ConfigurationFile.read(directory))
        .hasMessage(directory + ": is a directory (expected: a regular file)");
    assertThatThrownBy(() -> ConfigurationFile.read(Path.of("/dev/zero")))
        .hasMessage("/dev/zero: is a character device (expected: a regular file)");
  }

  @Test
  void fifoAtAReload_isNotWaitedFor_andTheNextReloadCounts() throws Exception {
    Path file = Files.writeString(directory.resolve("a.yaml"), YAML);
    try (Program program = Program.start(Platform.forProxy(), ConfigurationFile.read(file))) {
      Reload reload = new Reload(file, program);
      Files.delete(file);
      fifo("a.yaml");
      reload.run();
      assertThat(program.standing()).isEqualTo(1);

      Files.delete(file);
      Files.writeString(file, YAML.replace("weight: 1", "weight: 2"));
      reload.run();
      assertThat(program.standing()).isEqualTo(2);
    }
  }

  private Path fifo(String name) throws Exception {
    Path fifo = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }
}
