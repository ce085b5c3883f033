package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FieldNamesTest {

  @Test
  void aUsualNameIsTheSameObjectEachTime() {
    String name = known("Content-Type").toString();
    assertThat(name).isEqualTo("Content-Type").isSameAs(known("Content-Type").toString());
  }

  @Test
  void noTwoNamesMeet() {
    for (String name : FieldNames.USUAL) {
      assertThat(known(name).toString()).isEqualTo(name);
      String lower = name.toLowerCase(Locale.ROOT);
      assertThat(known(lower).toString()).isEqualTo(lower);
    }
  }

  @Test
  void aNameKeepsItsCase() {
    assertThat(known("content-type").toString()).isEqualTo("content-type");
    assertThat(known("CONTENT-TYPE").isEmpty()).isTrue();
  }

  @Test
  void aNameThatDiffersInOneByteIsNotKnown() {
    byte[] name = "Content-Length".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < name.length; i++) {
      name[i] ^= 1;
      assertThat(FieldNames.known(name, 0, name.length).isEmpty()).as("byte %d", i).isTrue();
      name[i] ^= 1;
    }
  }

  @Test
  void whatStandsRoundTheNameDoesNotCount() {
    byte[] line = "x: Age: 7".getBytes(StandardCharsets.US_ASCII);
    assertThat(FieldNames.known(line, 3, 3).toString()).isEqualTo("Age");
    assertThat(FieldNames.known(line, 3, 4).isEmpty()).isTrue();
    assertThat(FieldNames.known(line, 0, 0).isEmpty()).isTrue();
  }

  private static AsciiString known(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return FieldNames.known(bytes, 0, bytes.length);
  }
}
