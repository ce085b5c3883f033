package org.rpicluster.balancer.program.peers.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.rpicluster.balancer.program.peers.Peer;

/**
 * Seals what goes through a channel of a store: who has not the secret reads nothing of it and
 * makes nothing that is taken, nor is anything taken that was said in another channel. AES-256-GCM
 * with nonces by chance, of which one key may have 2^32: at a hundred messages a second that is
 * more than a year. Microseconds a message; any thread. NIST SP 800-38D, 8.3.
 */
final class Seal {

  private static final byte FORMAT = 2;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int BYTES_MIN = 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";

  /** Those who are asked, or answered; what is left of them has its turn in the next message. */
  private static final int PROOFS_MAX = 256;

  private final byte[] secret;
  private final byte[] channel;

  /**
   * With a key for store messages that is made of the shared secret.
   *
   * @param secret 32 bytes
   * @param channel in which it is said
   */
  Seal(byte[] secret, String channel) {
    this.secret = secret.clone();
    this.channel = channel.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a peer said.
   *
   * @param number higher with each message of that peer
   * @param asked the keys of those that it asks whether they are there now
   * @param answered of those that have asked it
   */
  record Said(Peer from, long number, List<String> asked, List<String> answered, byte[] message) {

    /** Not more of either than there is room for. */
    Said {
      asked = asked.stream().limit(PROOFS_MAX).toList();
      answered = answered.stream().limit(PROOFS_MAX).toList();
    }
  }

  byte[] sealed(Said said) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.ENCRYPT_MODE, key()); // which makes a nonce by the system's chance
      cipher.updateAAD(channel);
      byte[] nonce = cipher.getIV();
      byte[] closed = cipher.doFinal(written(said));
      return ByteBuffer.allocate(1 + NONCE_BYTES + closed.length)
          .put(FORMAT)
          .put(nonce)
          .put(closed)
          .array();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e); // each JDK has it, and memory takes all
    }
  }

  private static byte[] written(Said said) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(said.number());
    out.writeUTF(said.from().key());
    out.writeUTF(said.from().name());
    write(said.asked(), out);
    write(said.answered(), out);
    out.write(said.message());
    return bytes.toByteArray();
  }

  private static void write(List<String> keys, DataOutputStream out) throws IOException {
    out.writeShort(keys.size());
    for (String key : keys) {
      out.writeUTF(key);
    }
  }

  /** What is in it; empty if it was not sealed with this key for this channel. */
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
      cipher.updateAAD(channel);
      return Optional.of(read(cipher.doFinal(closed)));
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }

  private static Said read(byte[] plain) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain));
    long number = in.readLong();
    Peer from = new Peer(in.readUTF(), in.readUTF());
    return new Said(from, number, keys(in), keys(in), in.readAllBytes());
  }

  private static List<String> keys(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(in.readUTF());
    }
    return keys;
  }

  private SecretKeySpec key() {
    return new SecretKeySpec(secret, "AES");
  }
}
