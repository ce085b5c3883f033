package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

class LogFormatFuzzTest {

  @FuzzTest(maxDuration = "40s")
  void anExchange_isOneLine_whateverWasSent_inWhateverPattern(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String value = text.substring(text.indexOf('\n') + 1);
    ExchangeSummary summary =
        new Summaries().target(value).field("Referer", value).answered("X", value).summary();
    check(text.substring(0, text.length() - value.length()).stripTrailing(), summary);
    check(LogFormat.COMBINED, summary);
    if (!value.isEmpty()) {
      String line = LogFormat.of("json", ZoneOffset.UTC).line(summary);
      assertThat(line).matches("[ -~]*\n");
      assertThat(new JsonObject(line).getString("target")).isEqualTo(value);
      String referer = LogFormat.of("%{Referer}i", ZoneOffset.UTC).line(summary);
      assertThat(unescaped(referer.substring(0, referer.length() - 1))).isEqualTo(value);
    }
  }

  private static void check(String pattern, ExchangeSummary summary) {
    try {
      assertThat(LogFormat.of(pattern, ZoneOffset.UTC).line(summary)).matches("[ -~]*\n");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        c = text.charAt(++i);
        int control = "bnrtv".indexOf(c);
        if (c == 'x') {
          c = (char) Integer.parseInt(text.substring(i + 1, i + 3), 16);
          i += 2;
        } else if (control >= 0) {
          c = "\b\n\r\t\013".charAt(control);
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
