package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program says and does the same whatever the locale of the machine is. */
@Timeout(120)
class LocaleIT {

  private static final Path EXAMPLE = Path.of("..", "..", "examples", "rpicluster.yaml");
  private static final Map<String, String> NO_LOCALE = Map.of("LANG", "", "LC_ALL", "");
  private static final Map<String, String> PLAIN = Map.of("LC_ALL", "C");

  @TempDir private Path temporary;
  @TempDir private Path directory;

  @Test
  void check_saysTheSame() throws Exception {
    Path bad = directory.resolve("bad.yaml");
    Files.writeString(
        bad, "LISTEN: 1\nlimits: {headerCount: 0, connections: 999999, streams: 500}\n");
    for (Path file : List.of(EXAMPLE, bad)) {
      List<String> english = said("en-US", "check", file.toString());
      for (String locale : List.of("tr-TR", "ar-EG")) {
        assertThat(said(locale, "check", file.toString())).as(locale).isEqualTo(english);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG"})
  void demo_servesAndLogsTheSame(String locale) throws Exception {
    try (RunningJar jar = start(NO_LOCALE, locale, "demo", "--port", "0")) {
      String url = jar.awaitOut("ready ");
      assertThat(url).matches("http://127\\.0\\.0\\.1:[0-9]+");
      HttpResponse<String> page = jar.get(url + "/");
      assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
      assertThat(jar.get(url + "/balancer-manager").body()).containsPattern("[0-9] of 4");
      jar.signal("TERM");
      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.restOfErr()).allMatch(line -> line.matches("[ -~]*"));
    }
  }

  @Test
  void textThatIsNotAscii_isPrintedAsItWasWritten_withoutALocale() throws Exception {
    Path file = directory.resolve("cluster.yaml");
    Files.writeString(file, "listen: a:0\nclusters: {k\u00fcche: {}}\nroutes: []\n");
    try (RunningJar jar = start(PLAIN, "en-US", "check", file.toString())) {
      assertThat(jar.restOfErr()).anyMatch(line -> line.contains("name: 'k\u00fcche'"));
    }
  }

  @Test
  void fileThatTheLocaleHasNoLettersFor_isAnErrorThatSaysSo() throws Exception {
    Path file = directory.resolve("cluster.yaml");
    Files.writeString(
        file,
        "listen: a:0\naccessLog: {file: k\u00fcche.log}\n"
            + "clusters: {a: {members: ['http://a']}}\nroutes: [{path: /, cluster: a}]\n");
    try (RunningJar jar = start(PLAIN, "en-US", "check", file.toString())) {
      assertThat(jar.restOfErr())
          .containsExactly(
              file
                  + ":2:19: file: k\u00fcche.log (expected: a file name in the locale's characters,"
                  + " which are ASCII where LANG is not set; with LANG=C.UTF-8 any)");
      assertThat(jar.exitStatus()).isEqualTo(2);
    }
  }

  /** A locale that the machine does not have is none to the system; then its words are English. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "de_DE.UTF-8"})
  void faults_areToldInTheSameWords(String locale) throws Exception {
    Map<String, String> environment = Map.of("LC_ALL", locale);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertFault(environment, address, "the port is in use");
    }
    assertFault(environment, "192.0.2.1:8080", "no such address on this machine");
    Path file = configured("127.0.0.1:0");
    try (RunningJar jar = start(environment, "en-US", "run", file.toString())) {
      String url = jar.awaitOut("ready ");
      assertThat(jar.get(url).statusCode()).isEqualTo(503);
      assertThat(jar.awaitErr("is down"))
          .contains("nothing listens there (Connection refused: /127.0.0.1:1)");
    }
  }

  private void assertFault(Map<String, String> environment, String address, String reason)
      throws Exception {
    String file = configured(address).toString();
    try (RunningJar jar = start(environment, "en-US", "run", file)) {
      assertThat(jar.restOfErr()).contains("balancer: cannot listen at " + address + ": " + reason);
      assertThat(jar.exitStatus()).isEqualTo(2);
    }
  }

  private Path configured(String address) throws IOException {
    String member = "clusters: {a: {members: ['http://127.0.0.1:1']}}\n";
    String text = "listen: " + address + "\n" + member + "routes: [{path: /, cluster: a}]\n";
    return Files.writeString(directory.resolve("cluster.yaml"), text);
  }

  private List<String> said(String locale, String... arguments) throws Exception {
    try (RunningJar jar = start(NO_LOCALE, locale, arguments)) {
      String out = jar.restOfOut();
      return List.of(out, String.join("\n", jar.restOfErr()), "status " + jar.exitStatus());
    }
  }

  private RunningJar start(Map<String, String> environment, String locale, String... arguments)
      throws IOException {
    String[] parts = locale.split("-");
    List<String> options = List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]);
    return RunningJar.start(environment, temporary, options, arguments);
  }
}
