package org.rpicluster.balancer.vertx.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.config.CertificateFiles;
import org.rpicluster.balancer.vertx.config.TlsSettings;

/** Binds {@code tls} of a listener: one certificate with its key, or a list. Stateless. */
final class TlsBinder {

  private static final String EXPECTED = "a map with certificate and key, or a list of them";
  private static final Keys KEYS = Keys.of("certificate", "key");

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
    Optional<Path> certificate = file(map, "certificate");
    Optional<Path> key = file(map, "key");
    return certificate.flatMap(c -> key.map(k -> new CertificateFiles(c, k)));
  }

  private static Optional<Path> file(YamlMap map, String key) {
    return map.require(key, "a PEM file")
        // InvalidPathException is an IllegalArgumentException.
        .flatMap(value -> value.text("a PEM file").flatMap(t -> value.made(() -> Path.of(t))));
  }
}
