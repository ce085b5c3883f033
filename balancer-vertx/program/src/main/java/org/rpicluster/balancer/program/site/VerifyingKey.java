package org.rpicluster.balancer.program.site;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import org.rpicluster.balancer.check.Check;

/**
 * The public half of a {@link SigningKey}: {@code openssl pkey -pubout}. Immutable; any thread. RFC
 * 8032, RFC 8410.
 */
public final class VerifyingKey {

  /** Of a signature. */
  public static final int SIGNATURE_BYTES = 64;

  private static final String EXPECTED = "PEM with the PUBLIC KEY of Ed25519";

  private final PublicKey key;

  private VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a key.
   *
   * @throws SiteException if there is none in the file
   */
  public static VerifyingKey read(Path file) {
    try {
      byte[] der = PemBlock.read("--verify", file, "PUBLIC KEY", EXPECTED);
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      return new VerifyingKey(factory.generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new SiteException(Check.message("--verify", file, EXPECTED));
    }
  }

  /** Whether the key's owner has signed these bytes. */
  public boolean isSigned(byte[] bytes, byte[] signatureBytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(bytes);
      return signature.verify(signatureBytes);
    } catch (SignatureException e) {
      return false; // Not the form of a signature.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
