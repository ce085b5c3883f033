package org.rpicluster.balancer.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CombinedFormatTest {

  private static final Instant TIME = Instant.parse("2026-11-22T11:28:19.999Z");

  private final CombinedFormat format = new CombinedFormat(ZoneOffset.UTC);

  @Test
  void line_ofAUsualExchange_isApachesCombinedFormat() {
    assertThat(line("GET /a?b HTTP/1.1", 200, 1234, "http://pi/", "curl/8.14.1"))
        .isEqualTo(
            "192.168.0.7 - - [22/Nov/2026:11:28:19 +0000] \"GET /a?b HTTP/1.1\" 200 1234"
                + " \"http://pi/\" \"curl/8.14.1\"\n");
  }

  @Test
  void line_withoutBody_hasAHyphenForTheBytes() {
    assertThat(line("HEAD / HTTP/1.1", 304, 0, "-", "-"))
        .endsWith("\"HEAD / HTTP/1.1\" 304 - \"-\" \"-\"\n");
  }

  @Test
  void line_ofAnAnswerThatWasNeverSent_hasAHyphenForTheStatus() {
    assertThat(line("GET / HTTP/1.1", 0, 0, "-", "-")).contains("HTTP/1.1\" - - \"-\"");
  }

  @Test
  void line_withQuotesAndBackslashes_escapesThemWithABackslash() {
    assertThat(line("GET / HTTP/1.1", 200, 1, "-", "a\"b\\c")).endsWith(" \"a\\\"b\\\\c\"\n");
  }

  @Test
  void line_withControlCharacters_escapesThemAsApacheDoes() {
    assertThat(line("GET / HTTP/1.1", 200, 1, "-", "\b\n\r\t\013\f\0\033\177"))
        .endsWith(" \"\\b\\n\\r\\t\\v\\x0c\\x00\\x1b\\x7f\"\n");
  }

  @Test
  void line_withBytesBeyondAscii_escapesThemInHex() {
    // The two bytes of an e with acute accent, as the server reads them.
    assertThat(line("GET /caf\u00c3\u00a9 HTTP/1.1", 200, 1, "-", "-"))
        .contains("\"GET /caf\\xc3\\xa9 HTTP/1.1\"");
  }

  @Test
  void line_withCharactersWiderThanAByte_escapesTheirUtf8() {
    assertThat(line("GET / HTTP/1.1", 200, 1, "\u20ac", "-")).contains("\"\\xe2\\x82\\xac\"");
  }

  private String line(String request, int status, long bytes, String referer, String agent) {
    return format.line(
        new AccessEntry("192.168.0.7", TIME, request, status, bytes, referer, agent));
  }
}
