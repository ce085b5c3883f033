package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyTest {

  @Test
  void everyForm_isRead() {
    assertThat(HashKey.parse("client")).isEqualTo(HashKey.CLIENT);
    assertThat(HashKey.parse("uri")).isEqualTo(new HashKey(HashKey.Source.URI, ""));
    assertThat(HashKey.parse("path")).isEqualTo(new HashKey(HashKey.Source.PATH, ""));
    assertThat(HashKey.parse("header:X-User").name()).isEqualTo("x-user");
    assertThat(HashKey.parse("cookie: SID").name()).isEqualTo("SID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "uri", "path", "header:x-user", "cookie:SID"})
  void whatIsWritten_isWhatWasRead(String text) {
    assertThat(HashKey.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ip", "client:x", "uri:", "header", "header:", "cookie: ", "Client"})
  void anythingElse_isAnError(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashKey.parse(text))
        .withMessage("key: " + text + " (expected: client, uri, path, header:NAME or cookie:NAME)");
  }
}
