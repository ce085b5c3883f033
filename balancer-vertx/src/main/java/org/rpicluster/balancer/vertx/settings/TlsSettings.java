package org.rpicluster.balancer.vertx.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.tls.IdentityTable;
import org.rpicluster.balancer.vertx.tls.Pem;

/**
 * The settings of TLS on a listener. Immutable.
 *
 * @param certificates one or more; a client gets the one for the name that it asks for, or else the
 *     first
 */
public record TlsSettings(List<CertificateFiles> certificates) {

  /** Stands for any, where only the fact counts. */
  static final TlsSettings ANY =
      new TlsSettings(List.of(new CertificateFiles(Path.of("any"), Path.of("any"))));

  /** Checks that there is a certificate. */
  public TlsSettings {
    certificates = List.copyOf(certificates);
    Check.argument(!certificates.isEmpty(), "tls", "no certificates", "1 or more");
  }

  /** All files. */
  public List<Path> files() {
    return certificates.stream()
        .flatMap(files -> Stream.of(files.certificate(), files.key()))
        .toList();
  }

  /**
   * Reads all files. Blocks for the disk.
   *
   * @throws IllegalArgumentException if one cannot be used
   */
  public IdentityTable read() {
    return new IdentityTable(
        certificates.stream()
            .map(files -> Pem.identity(Pem.certificates(files.certificate()), files.key()))
            .toList());
  }
}
