package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSyntaxTest {

  /** As HPACK has them: bytes, and often a part of an array. */
  private static AsciiString text(String text) {
    byte[] bytes = ("\r" + text + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return new AsciiString(bytes, 1, bytes.length - 2, false);
  }

  /** At every place of a long value and of a short one, as eight bytes are looked at in one. */
  @Test
  void valueWithAControlCharacter_isNone_whereverThatIs() {
    for (int length = 1; length < 20; length++) {
      for (int at = 0; at < length; at++) {
        for (int c = 0; c < 256; c++) {
          StringBuilder value = new StringBuilder("v".repeat(length));
          value.setCharAt(at, (char) c);
          boolean isEnd = at == 0 || at == length - 1;
          boolean isBlank = c == ' ' || c == '\t';
          boolean isControl = c < ' ' && c != '\t' || c == 0x7F;
          assertThat(FieldSyntax.isValue(text(value.toString())))
              .as("%d at %d of %d", c, at, length)
              .isEqualTo(!isControl && !(isEnd && isBlank));
        }
      }
    }
    assertThat(FieldSyntax.isValue(text(""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "x-a", "0", "!#$%&'*+-.^_`|~"})
  void wordInLowerCase_isAName(String name) {
    assertThat(FieldSyntax.isName(text(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "x-A", "x a", "x:", ":x", "x\u0000", "\u00e9", "x\r\n"})
  void anythingElse_isNone(String name) {
    assertThat(FieldSyntax.isName(text(name))).isFalse();
  }

  @Test
  void length_isDigitsBelowTwoToThe63rd() {
    assertThat(FieldSyntax.lengthOf("0")).isZero();
    assertThat(FieldSyntax.lengthOf("007")).isEqualTo(7);
    assertThat(FieldSyntax.lengthOf("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    for (String none : new String[] {"", "-1", "+1", "1 ", "1,1", "0x1", "9223372036854775808"}) {
      assertThat(FieldSyntax.lengthOf(none)).as(none).isNegative();
    }
  }
}
