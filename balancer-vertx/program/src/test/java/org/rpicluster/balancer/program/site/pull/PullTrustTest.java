package org.rpicluster.balancer.program.site.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.Keys;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.vertx.kit.Authority;

/** Whose word a worker takes: signatures, wanted versions, TLS, and how long it waits. */
@Timeout(120)
class PullTrustTest {

  @TempDir private Path home;
  private WorkerAtWork it;
  private Keys keys;

  @BeforeEach
  void start() throws IOException {
    it = new WorkerAtWork(home);
    keys = Keys.make(home, "site");
  }

  @AfterEach
  void stop() {
    it.close();
  }

  @Test
  void signedVersion_isTaken() throws IOException {
    String version = it.publish("signed", "--sign", keys.signing());

    assertThat(it.pull("--verify", keys.verifying()).err()).isEmpty();
    assertThat(it.served()).isEqualTo(version);
  }

  @Test
  void unsignedVersion_isRefused() throws IOException {
    it.publish("not signed");

    it.refused(it.pull("--verify", keys.verifying()), "manifest: not signed");
    assertThat(it.worker.resolve("current")).doesNotExist();
  }

  @Test
  void anothersSignature_isRefused() throws IOException {
    it.publish("signed", "--sign", Keys.make(home, "other").signing());

    it.refused(it.pull("--verify", keys.verifying()), "manifest: its signature is wrong");
  }

  @Test
  void damagedSignature_isRefused() throws IOException {
    it.publish("signed", "--sign", keys.signing());
    Path signature = signatureOf(UpdateFiles.MANIFEST);
    byte[] bytes = Files.readAllBytes(signature);
    for (byte[] bad : new byte[][] {flipped(bytes), {}, new byte[64], new byte[2000]}) {
      Files.write(signature, bad);

      assertThat(it.pull("--verify", keys.verifying()).err()).hasSize(1);
      assertThat(it.worker.resolve("current")).doesNotExist();
    }
  }

  @Test
  void changedManifest_isRefused() throws IOException {
    it.publish("signed", "--sign", keys.signing());
    Path manifest = it.updates.resolve(UpdateFiles.MANIFEST);
    byte[] signature = Files.readAllBytes(signatureOf(UpdateFiles.MANIFEST));
    byte[] changed =
        Files.readString(manifest)
            .replace("index.html", "indey.html")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(manifest, changed);
    Files.write(it.updates.resolve(UpdateFiles.signature(changed)), signature);

    it.refused(it.pull("--verify", keys.verifying()), "manifest: its signature is wrong");
  }

  @Test
  void manifestThatWasKept_isVerifiedAgain() throws IOException {
    it.publish("not signed");
    it.pull();

    it.refused(it.pull("--verify", keys.verifying()), "manifest: not signed");
  }

  @Test
  void wantedVersion_isServed_olderOrNot() throws IOException {
    String first = it.publish("first");
    String second = it.publish("second");
    it.pull("--name", "pi1");
    assertThat(it.served()).isEqualTo(second);

    it.want("pi1", first, "2026-01-01T00:00:00Z");
    assertThat(it.pull("--name", "pi1").out())
        .singleElement()
        .asString()
        .startsWith("now at " + first);
    assertThat(it.pull("--name", "pi1").out()).containsExactly("up to date: " + first);
    assertThat(it.pull("--name", "pi2").out().get(0)).startsWith("now at " + second);
    it.pull("--name", "pi1");
    Files.delete(it.updates.resolve(UpdateFiles.wanted("pi1")));
    it.pull("--name", "pi1");

    assertThat(it.served()).isEqualTo(second);
  }

  @Test
  void wanted_mustBeSigned_andForThisWorker() throws IOException {
    String first = it.publish("first", "--sign", keys.signing());
    String second = it.publish("second", "--sign", keys.signing());
    Object[] options = {"--verify", keys.verifying(), "--name", "pi1"};
    it.pull(options);

    it.want("pi1", first, "2026-01-01T00:00:00Z");
    it.refused(it.pull(options), "wanted: not signed");
    it.want("pi2", first, "2026-01-01T00:00:00Z", keys.signing());
    Files.copy(
        it.updates.resolve(UpdateFiles.wanted("pi2")),
        it.updates.resolve(UpdateFiles.wanted("pi1")),
        StandardCopyOption.REPLACE_EXISTING);
    it.refused(it.pull(options), "wanted: not for pi1");
    assertThat(it.served()).isEqualTo(second);
    it.want("pi1", first, "2026-01-01T00:00:00Z", keys.signing());
    it.pull(options);
    assertThat(it.served()).isEqualTo(first);
  }

  @Test
  void oldWord_isNotHeededAfterANewerOne() throws IOException {
    String first = it.publish("first");
    String second = it.publish("second");
    it.want("pi1", second, "2026-02-01T00:00:00Z");
    it.pull("--name", "pi1");
    it.want("pi1", first, "2026-01-01T00:00:00Z");

    it.refused(
        it.pull("--name", "pi1"),
        "wanted: said at 2026-01-01T00:00:00Z, but another was said at 2026-02-01T00:00:00Z");
    assertThat(it.served()).isEqualTo(second);
  }

  @Test
  void wantedVersionThatIsNotThere_isRefused() throws IOException {
    it.publish("first");
    it.want("pi1", "20200101T000000Z-00000000", "2026-02-01T00:00:00Z");

    it.refused(it.pull("--name", "pi1"), "wanted: 20200101T000000Z-00000000 is not published");
    Files.writeString(it.updates.resolve(UpdateFiles.wanted("pi1")), "[]");
    it.refused(it.pull("--name", "pi1"), "wanted: not an object");
  }

  @Test
  void ownAuthority_isTrusted_andNoOther() throws Exception {
    Authority authority = new Authority();
    X509Bundle shown = authority.issue("127.0.0.1");
    SSLContext tls = authority.context(shown);
    Path trusted = pem("trusted.pem", authority.certificate());
    Path others = pem("others.pem", new Authority().certificate());
    String version = it.publish("over TLS");
    try (UpdatesOverHttp server = UpdatesOverHttp.of(it.updates, tls)) {
      assertThat(pullFrom(server.url()).err()).hasSize(1);
      assertThat(pullFrom(server.url(), "--authority", others).err()).hasSize(1);
      assertThat(it.worker.resolve("current")).doesNotExist();
      assertThat(pullFrom(server.url(), "--authority", trusted).err()).isEmpty();
    }
    assertThat(it.served()).isEqualTo(version);
    it.refused(
        it.pull("--authority", keys.verifying()),
        "--authority: "
            + keys.verifying()
            + " (expected: PEM with the certificates of an authority)");
  }

  @Test
  void silentServer_isGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      UpdateServer server = UpdateServer.at(url, Optional.empty(), Duration.ofMillis(200));

      Assertions.assertThatThrownBy(() -> server.get("manifest.json", Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void bodyThatStops_isGivenUp() throws Exception {
    try (ServerSocket stalling = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + stalling.getLocalPort());
      UpdateServer server = UpdateServer.at(url, Optional.empty(), Duration.ofSeconds(3));
      Thread answering = new Thread(() -> answerHalf(stalling));
      answering.start();

      Assertions.assertThatThrownBy(() -> server.find("manifest.json", 1000))
          .isInstanceOf(IOException.class)
          .hasMessage("less than 16 KiB in 3000 ms: given up");
      answering.join();
    }
  }

  private static void answerHalf(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().readNBytes(16);
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                  .getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client has given up, as it should.
    }
  }

  private Commands.Result pullFrom(String url, Object... options) {
    Object[] all = new Object[options.length + 5];
    System.arraycopy(new Object[] {"pull", "--from", url, "--into", it.worker}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    return Commands.run(all);
  }

  private Path signatureOf(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(it.updates.resolve(file));
    return it.updates.resolve(UpdateFiles.signature(bytes));
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[7] ^= 1;
    return flipped;
  }

  private Path pem(String name, X509Certificate certificate) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return Files.writeString(
        home.resolve(name),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
