package org.rpicluster.balancer.program.site;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.rpicluster.balancer.check.Check;

/**
 * The publisher's key: {@code openssl genpkey -algorithm ed25519}. Immutable; any thread. RFC 8032,
 * RFC 8410.
 */
public final class SigningKey {

  private static final String EXPECTED = "PEM with the PRIVATE KEY of Ed25519, without a password";

  private final PrivateKey key;

  private SigningKey(PrivateKey key) {
    this.key = key;
  }

  /**
   * Reads a key.
   *
   * @throws SiteException if there is none in the file
   */
  public static SigningKey read(Path file) {
    try {
      byte[] der = PemBlock.read("--sign", file, "PRIVATE KEY", EXPECTED);
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      return new SigningKey(factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new SiteException(Check.message("--sign", file, EXPECTED));
    }
  }

  /** The 64 bytes of the signature. */
  public byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
