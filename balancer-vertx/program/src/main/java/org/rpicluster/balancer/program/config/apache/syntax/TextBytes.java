package org.rpicluster.balancer.program.config.apache.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text in bytes of a configuration, which says nothing about its encoding: UTF-8 if it is
 * valid, else ISO 8859-1, in which every byte is a character. Stateless.
 */
public final class TextBytes {

  private TextBytes() {}

  /** The text. */
  public static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
