package org.rpicluster.balancer.program.peers.group;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.NamedParameterSpec;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.rpicluster.balancer.program.config.PeerSettings;

/**
 * The identity of a balancer among its peers: a key of Ed25519 and a certificate of it, both made
 * of the shared secret, so that each peer has the same and no other machine has it. A connection is
 * made only if both sides show that they have the key. Milliseconds to make; immutable. RFC 8032,
 * 5.1.5; RFC 8410; RFC 5869 for the key of the secret.
 */
final class PeerIdentity {

  /** 1.3.101.112, RFC 8410, 3. */
  private static final byte[] ED25519 = {0x2b, 0x65, 0x70};

  /** 2.5.4.3, the common name. */
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

  private static final String PURPOSE = "rpicluster balancer peers, key of TLS";

  private PeerIdentity() {}

  /**
   * The context of connections to peers and from them: TLS 1.3, and either side has the secret.
   *
   * @param settings have the secret
   * @param refused is told why one was refused, as often as one is
   */
  static SSLContext context(PeerSettings settings, Consumer<String> refused) {
    try {
      KeyPair keys = keys(settings.key(PURPOSE));
      X509Certificate certificate = certificate(keys);
      KeyManager[] shown = {new PeerKey(keys.getPrivate(), certificate)};
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      TrustManager[] trust = {new PeerTrust(certificate, refused)};
      context.init(shown, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // each JDK from 17 on has them
    }
  }

  /** The key pair whose private key is this one: a generator takes it from its randomness. */
  private static KeyPair keys(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(KeyPair keys) throws GeneralSecurityException {
    byte[] algorithm = Der.of(Der.SEQUENCE, Der.of(Der.OBJECT_IDENTIFIER, ED25519));
    byte[] name =
        Der.of(
            Der.SEQUENCE,
            Der.of(
                Der.SET,
                Der.of(
                    Der.SEQUENCE,
                    Der.of(Der.OBJECT_IDENTIFIER, COMMON_NAME),
                    Der.text(Der.UTF8_STRING, "balancer peer"))));
    // No clock decides: a Pi that has just begun may live in 1970.
    byte[] validity =
        Der.of(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, "700101000000Z"),
            Der.text(Der.GENERALIZED_TIME, "99991231235959Z"));
    byte[] content =
        Der.of(
            Der.SEQUENCE,
            Der.of(Der.INTEGER, new byte[] {1}),
            algorithm,
            name,
            validity,
            name,
            keys.getPublic().getEncoded());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] whole = Der.of(Der.SEQUENCE, content, algorithm, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  /** Randomness that is none: what it gives is the secret key. */
  private static final class Seed extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
