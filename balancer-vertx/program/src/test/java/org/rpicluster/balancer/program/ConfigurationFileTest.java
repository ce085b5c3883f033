package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.vertx.kit.Fifo;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

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

  /** A file's name says its syntax: of one that is misnamed, that is all that is said. */
  @Test
  void fileInTheOtherSyntax_isToldItsName() throws Exception {
    Path yaml = Files.writeString(directory.resolve("site.conf"), "# a site\n" + YAML);
    Path apache =
        Files.writeString(
            directory.resolve("site.yaml"),
            "# a site\n<VirtualHost *:80>\n\tProxyPass / http://h/\n</VirtualHost>\n");

    assertThatThrownBy(() -> ConfigurationFile.read(yaml))
        .hasMessage(
            yaml
                + ":1:1: YAML in a file that is named as one of Apache's"
                + " (expected: a name that ends in .yaml)");
    assertThatThrownBy(() -> ConfigurationFile.read(apache))
        .hasMessage(
            apache
                + ":1:1: Apache's syntax in a file that is named as YAML"
                + " (expected: a name that ends in .conf)");
  }

  @Test
  void fifoAsAFileOfAnyKey_isFoundByTheCheck_asByTheStart() throws Exception {
    Path fifo = fifo("fifo");
    String tls = "listen: [{address: '127.0.0.1:0', tls: {certificate: " + fifo + ", key: a}}]\n";

    assertError(YAML + "stateFile: " + fifo, "stateFile: " + fifo);
    assertError(YAML + "accessLog: {file: " + fifo + "}", "file: " + fifo);
    assertError(YAML.replace("listen: 127.0.0.1:0\n", tls), "certificate: " + fifo);
    assertError(inCluster("tls: {ca: " + fifo + "}"), "ca: " + fifo);
    assertError(inCluster("sticky: {cookie: a, key: " + fifo + "}"), "key: " + fifo);
  }

  @Test
  void stateFile_itsLock_andWhatALinkLeadsTo_areRegularFiles() throws Exception {
    Path state = directory.resolve("state");
    Path lock = fifo("state.lock");
    Path link = Files.createSymbolicLink(directory.resolve("link"), fifo("fifo"));

    assertError(YAML + "stateFile: /dev/null", "stateFile: /dev/null is a character device");
    assertError(YAML + "stateFile: " + state, "stateFile: " + lock + " is a FIFO");
    assertError(YAML + "stateFile: " + link, "/fifo is a FIFO (expected: a regular file)");
  }

  private void assertError(String yaml, String words) throws Exception {
    Path file = Files.writeString(directory.resolve("a.yaml"), yaml);
    assertThatThrownBy(() -> ConfigurationFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(words);
  }

  private static String inCluster(String key) {
    return YAML.replace("clusters: {c: {", "clusters: {c: {" + key + ", ");
  }

  @Test
  void fifoAtAReload_isNotWaitedFor_andTheNextReloadCounts() throws Exception {
    Path file = Files.writeString(directory.resolve("a.yaml"), YAML);
    try (RawMember member = new RawMember(RawMember.ok("read again"));
        Program program = Program.start(Platform.forProxy(), ConfigurationFile.read(file));
        RawClient client = new RawClient(program.addresses().get(0).address().port())) {
      Reload reload = new Reload(file, program);
      Files.delete(file);
      fifo("a.yaml");
      reload.run();
      assertThat(program.standing()).isEqualTo(1);

      Files.delete(file);
      Files.writeString(file, YAML.replace("http://127.0.0.1:1", member.url()));
      reload.run();
      assertThat(client.get("/").readAnswer()).endsWith("read again");
    }
  }

  private Path fifo(String name) throws Exception {
    return Fifo.make(directory.resolve(name));
  }
}
