package org.rpicluster.balancer.vertx.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;

/**
 * Reads certificates and keys. A key is RSA or EC, in PKCS#8 or in OpenSSL's older forms, and has
 * no password. Blocks for the disk; stateless. RFC 7468.
 */
public final class Pem {

  /** A chain of ten with keys of 8192 bits takes a quarter of it. */
  private static final int BYTES_MAX = 128 * 1024;

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");

  private Pem() {}

  /**
   * Reads a chain of certificates.
   *
   * @throws IllegalArgumentException if there is none in the file, or it cannot be read
   */
  public static List<X509Certificate> certificates(Path file) {
    return certificates("certificate", file);
  }

  /**
   * Reads certificates.
   *
   * @param what they are for, in the user's words
   * @throws IllegalArgumentException if there is none in the file, or it cannot be read
   */
  public static List<X509Certificate> certificates(String what, Path file) {
    List<X509Certificate> chain = new ArrayList<>();
    Matcher block = CERTIFICATE.matcher(text(what, file));
    while (block.find()) {
      chain.add(certificate(what, file, block.group(1)));
    }
    Check.argument(!chain.isEmpty(), what, file, "PEM with a BEGIN CERTIFICATE line");
    return chain;
  }

  private static X509Certificate certificate(String what, Path file, String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Check.message(what, file, "PEM with certificates that can be decoded"), e);
    }
  }

  /**
   * Reads the key of a certificate.
   *
   * @param chain the certificate, and those that lead to a known authority
   * @throws IllegalArgumentException if the file has no key or another one, or cannot be read
   */
  public static Identity identity(List<X509Certificate> chain, Path keyFile) {
    String text = text("key", keyFile);
    Check.argument(!text.contains("ENCRYPTED"), "key", keyFile, "a key without a password");
    Check.argument(
        text.contains("PRIVATE KEY-----"), "key", keyFile, "PEM with a BEGIN PRIVATE KEY line");
    try {
      PrivateKey key = PemKey.read(text, chain.get(0).getPublicKey());
      Check.argument(isPair(chain.get(0), key), "key", keyFile, "the key of the certificate");
      return new Identity(chain, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          Check.message("key", keyFile, "an RSA or EC key, the one of the certificate"), e);
    }
  }

  private static boolean isPair(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    byte[] probe = {1, 2, 3};
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(probe);
    return verifier.verify(signature);
  }

  private static String text(String what, Path file) {
    try {
      return new String(RegularFile.read(file, BYTES_MAX), StandardCharsets.ISO_8859_1);
    } catch (RegularFile.Unfit e) {
      throw new IllegalArgumentException(what + ": " + file + " " + e.getReason(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(Check.message(what, file, "a file that can be read"), e);
    }
  }
}
