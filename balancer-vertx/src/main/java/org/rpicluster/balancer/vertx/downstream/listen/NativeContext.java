package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.NoSuchAlgorithmException;
import javax.crypto.KeyGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A context of BoringSSL's, and the key of its tickets: its own, as a session that began under one
 * certificate must not go on under another. When the key is renewed, the one before still opens
 * what it has sealed. One thread renews it at a time. RFC 8446 §4.6.1, RFC 5077 §5.5.
 */
final class NativeContext {

  /** Of each part of a key for tickets: they are of one length. */
  private static final int BITS = 8 * OpenSslSessionTicketKey.AES_KEY_SIZE;

  private final SslContext context;
  private final KeyGenerator keys;
  private @Nullable OpenSslSessionTicketKey key;

  /** With its first key. */
  NativeContext(SslContext context) {
    this.context = context;
    try {
      keys = KeyGenerator.getInstance("AES");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
    keys.init(BITS);
    renewKey();
  }

  SslContext context() {
    return context;
  }

  /** Seals tickets with another key from now on. */
  void renewKey() {
    OpenSslSessionTicketKey before = key;
    OpenSslSessionTicketKey next = new OpenSslSessionTicketKey(secret(), secret(), secret());
    OpenSslSessionContext sessions = (OpenSslSessionContext) context.sessionContext();
    if (before == null) {
      sessions.setTicketKeys(next);
    } else {
      sessions.setTicketKeys(next, before);
    }
    key = next;
  }

  /** For its name, its seal and its cipher. */
  private byte[] secret() {
    return keys.generateKey().getEncoded();
  }
}
