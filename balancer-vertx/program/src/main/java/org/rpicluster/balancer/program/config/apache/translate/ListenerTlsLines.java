package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.rpicluster.balancer.vertx.tls.Pem;

/**
 * {@code SSLEngine} and the certificates of the servers at one listener: a client gets the one for
 * the name that it asks for, or else the first. Reads the files. For one thread.
 */
final class ListenerTlsLines {

  private static final List<String> FILES =
      List.of("sslcertificatefile", "sslcertificatekeyfile", "sslcertificatechainfile");

  private final Fates fates;

  ListenerTlsLines(Fates fates) {
    this.fates = fates;
  }

  Optional<TlsSettings> read(Server main, List<Server> here) {
    List<CertificateFiles> files = new ArrayList<>();
    for (Server server : here.isEmpty() ? List.of(main) : here) {
      Optional<Directive> engine = server.last("sslengine").or(() -> main.last("sslengine"));
      engine.ifPresent(fates::translated);
      if (engine.filter(line -> line.argument(0).equalsIgnoreCase("on")).isPresent()) {
        certificate(main, server).ifPresent(files::add);
      } else {
        FILES.forEach(key -> server.all(key).forEach(fates::translated)); // as unused as in httpd
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(new TlsSettings(files));
  }

  private Optional<CertificateFiles> certificate(Server main, Server server) {
    Optional<Directive> certificate = find(main, server, "sslcertificatefile");
    Optional<Directive> key = find(main, server, "sslcertificatekeyfile").or(() -> certificate);
    find(main, server, "sslcertificatechainfile")
        .ifPresent(
            line -> fates.needsYou(line, "put the chain behind the certificate, in its file"));
    if (certificate.isEmpty()) {
      server
          .last("sslengine")
          .ifPresent(
              line -> fates.wrong(line, "SSLEngine", "no certificate", "SSLCertificateFile"));
      return Optional.empty();
    }
    try {
      Path file = Path.of(certificate.get().argument(0));
      Path keyFile = Path.of(key.orElseThrow().argument(0));
      Pem.identity(Pem.certificates(file), keyFile);
      return Optional.of(new CertificateFiles(file, keyFile));
    } catch (IllegalArgumentException e) {
      fates.error(certificate.get(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Directive> find(Server main, Server server, String key) {
    Optional<Directive> found = server.last(key).or(() -> main.last(key));
    found.ifPresent(fates::translated);
    return found;
  }
}
