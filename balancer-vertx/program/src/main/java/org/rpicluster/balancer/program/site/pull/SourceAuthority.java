package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.SiteException;

/** Trust in one's own certificate authority, and in no other. Blocks for the disk; stateless. */
public final class SourceAuthority {

  private static final String EXPECTED = "PEM with the certificates of an authority";

  private SourceAuthority() {}

  /**
   * Reads certificates.
   *
   * @throws SiteException if there are none in the file
   */
  public static SSLContext read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
      }
      Check.argument(trusted.size() > 0, "--authority", file, EXPECTED);
      return context(trusted);
    } catch (IOException e) {
      throw new SiteException(Check.message("--authority", file, "a file that can be read"));
    } catch (GeneralSecurityException e) {
      throw new SiteException(Check.message("--authority", file, EXPECTED));
    }
  }

  private static SSLContext context(KeyStore trusted) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
