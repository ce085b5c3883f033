package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.ListenerRows;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.rpicluster.balancer.vertx.tls.Pem;

/** Binds {@code tls} of a listener: one certificate with its key, or a list. Stateless. */
final class TlsBinder {

  private static final String EXPECTED = "a map with certificate and key, or a list of them";
  private static final String EXPECTED_FILE = "a PEM file";
  private static final Keys KEYS = Rows.keys(ListenerRows.TLS_KEYS);

  private TlsBinder() {}

  static Optional<TlsSettings> bind(YamlValue value) {
    List<YamlValue> items = value.isMap() ? List.of(value) : value.list(EXPECTED);
    List<CertificateFiles> certificates =
        items.stream().map(TlsBinder::certificate).flatMap(Optional::stream).toList();
    boolean whole = !items.isEmpty() && certificates.size() == items.size();
    return whole ? Optional.of(new TlsSettings(certificates)) : Optional.empty();
  }

  private static Optional<CertificateFiles> certificate(YamlValue item) {
    return item.map(KEYS).flatMap(TlsBinder::certificate);
  }

  private static Optional<CertificateFiles> certificate(YamlMap map) {
    Optional<YamlValue> certificate = map.require("certificate", EXPECTED_FILE);
    Optional<YamlValue> key = map.require("key", EXPECTED_FILE);
    Optional<Path> certificateFile = certificate.flatMap(value -> value.file(EXPECTED_FILE));
    Optional<Path> keyFile = key.flatMap(value -> value.file(EXPECTED_FILE));
    // Read now, so that what is wrong is told with its place, and thrown away: files change.
    return certificateFile
        .flatMap(file -> certificate.get().made(() -> Pem.certificates(file)))
        .flatMap(chain -> keyFile.flatMap(f -> key.get().made(() -> Pem.identity(chain, f))))
        .map(read -> new CertificateFiles(certificateFile.get(), keyFile.get()));
  }
}
