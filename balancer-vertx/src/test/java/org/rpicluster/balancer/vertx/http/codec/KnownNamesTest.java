package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownNamesTest {

  static Stream<FieldName> names() {
    return FieldName.known().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void knownName_isFound_howeverItIsWritten(FieldName name) {
    String text = name.toString();
    for (String written :
        new String[] {text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT)}) {
      byte[] bytes = ("x" + written).getBytes(StandardCharsets.US_ASCII);
      assertThat(KnownNames.find(bytes, 1, text.length())).isSameAs(name);
      assertThat(FieldName.of(written)).isSameAs(name);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void nameThatIsNearlyKnown_isNone(FieldName name) {
    byte[] bytes = name.toString().getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      byte[] other = bytes.clone();
      other[i] ^= 0x40;
      assertThat(KnownNames.numberOf(other, 0, other.length)).isZero();
    }
    assertThat(KnownNames.numberOf(bytes, 0, bytes.length - 1)).isNotEqualTo(name.number());
  }

  @Test
  void eachNumber_hasABit() {
    assertThat(FieldName.known()).hasSizeLessThan(2 * Long.SIZE);
    assertThat(FieldSet.of(FieldName.known().toArray(FieldName[]::new)).has(FieldName.NO_NUMBER))
        .isFalse();
  }

  @Test
  void otherName_isComparedByItsBytes() {
    assertThat(FieldName.of("X-Own")).isEqualTo(FieldName.of("x-oWN")).hasToString("X-Own");
    assertThat(FieldName.of("X-Own")).isNotEqualTo(FieldName.of("X-Other"));
    assertThat(FieldName.of("X-Own")).hasSameHashCodeAs(FieldName.of("x-own"));
  }

  @Test
  void nameThatNoFieldCanHave_isRefused() {
    for (String wrong : new String[] {"", "a b", "a:", "a\r\nb", "\u00e9", "\u212aeep-Alive"}) {
      assertThatThrownBy(() -> FieldName.of(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("name: " + wrong + " (expected: a token)");
    }
  }
}
