package org.rpicluster.balancer.program.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.program.site.UpdateFiles;

/** What {@code publish} does not publish, and the one line that it says then. */
@Timeout(120)
class PublishRefusalsTest {

  @TempDir private Path home;
  private Path site;
  private Path updates;

  @BeforeEach
  void writeSite() throws IOException {
    site = home.resolve("site");
    updates = home.resolve("updates");
    Trees.write(site, "index.html", "<h1>One</h1>");
    Trees.write(site, "Pictures/pi.svg", "<svg/>");
    Trees.write(site, "café/☃.txt", "snow");
    Trees.write(site, "four.txt", "four");
  }

  @Test
  void link_isRefused() throws IOException {
    Files.createSymbolicLink(site.resolve("secret"), Path.of("/etc/passwd"));
    assertRefused("secret: a link; a worker takes files only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INDEX.html", "pictures/x", "cafe\u0301/y", "\uFB01x", "fix"})
  void nameThatIsAnotherOneElsewhere_isRefused(String name) throws IOException {
    Trees.write(site, "fix".equals(name) ? "\uFB01x" : "fix", "the ligature fi, and two letters");
    Trees.write(site, name, "twin");
    Commands.Result refused = Commands.run("publish", site, "--to", updates);

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).singleElement().asString().contains("the same name as");
    assertThat(updates.resolve(UpdateFiles.MANIFEST)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b", "a\nb", "\u009b31m", ".version"})
  void nameThatNoWorkerTakes_isRefused(String name) throws IOException {
    Trees.write(site, name, "x");
    Commands.Result refused = Commands.run("publish", site, "--to", updates);

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).singleElement().asString().startsWith("balancer: ");
  }

  @Test
  void whatIsTooLarge_isRefused() {
    assertRefused("more files than 3 (--max-files)", "--max-files", "3");
    assertRefused("more bytes than 20 (--max-bytes)", "--max-bytes", "20");
  }

  @Test
  void wrongArguments_areOneLine() throws IOException {
    Path key = Files.writeString(home.resolve("no.key"), "no key");
    assertRefused("--keep: 0 (expected: 1 to 10000)", "--keep", "0");
    assertRefused(
        "--sign: " + key + " (expected: PEM with the PRIVATE KEY of Ed25519, without a password)",
        "--sign",
        key.toString());
    assertThat(Commands.run("publish", home.resolve("nowhere"), "--to", updates).err())
        .containsExactly("balancer: " + home.resolve("nowhere") + ": no such folder");
    assertThat(Commands.run("publish", site, "--to", site.resolve("updates")).err())
        .containsExactly(
            "balancer: --to " + site.resolve("updates") + ": inside the folder to publish");
  }

  private void assertRefused(String line, String... options) {
    List<Object> arguments = new ArrayList<>(List.of("publish", site, "--to", updates));
    arguments.addAll(List.of(options));
    Commands.Result refused = Commands.run(arguments.toArray());
    assertThat(refused.err()).containsExactly("balancer: " + line);
    assertThat(refused.status()).isEqualTo(2);
  }
}
