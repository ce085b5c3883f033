package org.rpicluster.balancer.vertx.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key as it stands in PEM: as PKCS#8 (RFC 5958), or in OpenSSL's older forms for RSA (RFC
 * 8017 A.1.2) and EC (RFC 5915). Those say nothing of the kind of key: that is taken from the
 * certificate. Reads it in some milliseconds; a key store of the JVM's would hide it under a
 * password first, which takes a quarter of a second. Stateless; any thread.
 */
final class PemKey {

  private static final List<String> KINDS = List.of("RSA", "EC");

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN (|RSA |EC )PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");

  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;

  private PemKey() {}

  /**
   * The first key in a text.
   *
   * @param its the public key that it is of
   * @throws GeneralSecurityException if there is none, or it is of another kind
   */
  static PrivateKey read(String text, PublicKey its) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    if (!block.find() || !KINDS.contains(its.getAlgorithm())) {
      throw new InvalidKeyException("no RSA or EC key");
    }
    byte[] key = decoded(block.group(2));
    byte[] pkcs8 = block.group(1).isEmpty() ? key : pkcs8(key, its);
    return KeyFactory.getInstance(its.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] decoded(String base64) throws InvalidKeyException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException(e);
    }
  }

  /** The older form with its kind before it. RFC 5958 §2. */
  private static byte[] pkcs8(byte[] key, PublicKey its) {
    byte[] version = der(INTEGER, new byte[1]);
    return der(SEQUENCE, version, kind(its), der(OCTET_STRING, key));
  }

  /** What stands first in a public key: its algorithm, and which curve. RFC 5280 §4.1. */
  private static byte[] kind(PublicKey key) {
    ByteBuffer der = ByteBuffer.wrap(key.getEncoded());
    der.get();
    length(der);
    int from = der.position();
    der.get();
    byte[] kind = new byte[length(der) + der.position() - from];
    der.get(from, kind);
    return kind;
  }

  private static int length(ByteBuffer der) {
    int first = der.get();
    if (first >= 0) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = length << Byte.SIZE | der.get() & 0xFF;
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] each : contents) {
      content.writeBytes(each);
    }
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    writeLength(der, content.size());
    der.writeBytes(content.toByteArray());
    return der.toByteArray();
  }

  /** In as few bytes as it takes. X.690 §10.1. */
  private static void writeLength(ByteArrayOutputStream der, int length) {
    if (length <= 0x7F) {
      der.write(length);
      return;
    }
    int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
    der.write(0x80 | bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      der.write(length >> i * Byte.SIZE);
    }
  }
}
