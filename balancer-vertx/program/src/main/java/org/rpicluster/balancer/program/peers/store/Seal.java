package org.rpicluster.balancer.program.peers.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.rpicluster.balancer.program.peers.Peer;

/**
 * Seals what goes through a store: who has not the secret reads nothing of it and makes nothing
 * that is taken. AES-256-GCM with nonces by chance, of which one key may have 2^32: at a hundred
 * messages a second that is more than a year. Microseconds a message; any thread. NIST SP 800-38D,
 * 8.3.
 */
final class Seal {

  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int BYTES_MIN = 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NAME_BYTES_MAX = 1024;

  private final byte[] secret;

  /**
   * With a key for store messages that is made of the shared secret.
   *
   * @param secret 32 bytes
   */
  Seal(byte[] secret) {
    this.secret = secret.clone();
  }

  /**
   * What a peer said.
   *
   * @param number higher with each message of that peer
   */
  record Said(Peer from, long number, byte[] message) {}

  byte[] sealed(Said said) {
    byte[] key = said.from().key().getBytes(StandardCharsets.UTF_8);
    byte[] name = said.from().name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer plain =
        ByteBuffer.allocate(
            Long.BYTES + 2 * Short.BYTES + key.length + name.length + said.message().length);
    plain.putLong(said.number()).putShort((short) key.length).put(key);
    plain.putShort((short) name.length).put(name).put(said.message());
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.ENCRYPT_MODE, key()); // which makes a nonce by the system's chance
      byte[] nonce = cipher.getIV();
      byte[] closed = cipher.doFinal(plain.array());
      return ByteBuffer.allocate(1 + NONCE_BYTES + closed.length)
          .put(FORMAT)
          .put(nonce)
          .put(closed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // each JDK has it
    }
  }

  /** What is in it; empty if it was not sealed with this key. */
  Optional<Said> opened(byte[] sealed) {
    if (sealed.length < BYTES_MIN || sealed[0] != FORMAT) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer in = ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(nonce);
    byte[] closed = new byte[in.remaining()];
    in.get(closed);
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.DECRYPT_MODE, key(), new GCMParameterSpec(TAG_BITS, nonce));
      return Optional.of(read(ByteBuffer.wrap(cipher.doFinal(closed))));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Said read(ByteBuffer plain) {
    long number = plain.getLong();
    String key = text(plain);
    String name = text(plain);
    byte[] message = new byte[plain.remaining()];
    plain.get(message);
    return new Said(new Peer(key, name), number, message);
  }

  private static String text(ByteBuffer plain) {
    byte[] text = new byte[Math.min(NAME_BYTES_MAX, plain.getShort())];
    plain.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private SecretKeySpec key() {
    return new SecretKeySpec(secret, "AES");
  }
}
