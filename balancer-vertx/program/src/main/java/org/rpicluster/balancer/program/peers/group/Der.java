package org.rpicluster.balancer.program.peers.group;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few forms of DER that a certificate is made of. Stateless. ITU-T X.690, 8 and 10. */
final class Der {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int UTF8_STRING = 0x0c;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /** From this length on the length is written with its own length before it. */
  private static final int LONG_FORM = 0x80;

  private Der() {}

  /** A value with its tag and its length. */
  static byte[] of(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= LONG_FORM) {
      out.write(LONG_FORM + 2);
      out.write(content.length >> Byte.SIZE);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] text(int tag, String text) {
    return of(tag, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Bits that are whole bytes. */
  static byte[] bits(byte[] bytes) {
    return of(BIT_STRING, new byte[] {0}, bytes);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
