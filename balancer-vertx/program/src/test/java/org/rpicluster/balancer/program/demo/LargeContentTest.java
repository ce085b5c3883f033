package org.rpicluster.balancer.program.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LargeContentTest {

  @Test
  void wholeContent_hasTheChecksumOnThePage() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (long offset = 0; offset < LargeContent.BYTES; ) {
      Buffer piece = LargeContent.from(offset, LargeContent.BYTES);
      digest.update(piece.getBytes());
      offset += piece.length();
    }

    try (InputStream page = getClass().getResourceAsStream("/" + Site.ROOT + "/index.html")) {
      assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
          .contains(HexFormat.of().formatHex(digest.digest()));
    }
  }

  @Test
  void piece_isTheSameWhereverItBegins() {
    byte[] whole = LargeContent.from(0, 100).getBytes();

    assertThat(LargeContent.from(41, 100).getBytes())
        .isEqualTo(java.util.Arrays.copyOfRange(whole, 41, 100));
  }

  @Test
  void piece_endsWithItsBlock() {
    assertThat(LargeContent.from(65_530, LargeContent.BYTES).length()).isEqualTo(6);
  }
}
