package org.rpicluster.balancer.program.config.apache.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What httpd takes for a line and for an argument, measured on 2.4. */
class LinesAndWordsTest {

  @Test
  void joinedLines_areOne_atThePlaceOfTheFirst() {
    assertThat(Reading.of("", "ServerAlias a \\", "  b \\", "\\", "  c", "Listen 80").directives())
        .containsExactly("2 ServerAlias [a, b, c]", "6 Listen [80]");
  }

  @Test
  void carriageReturns_endALineAsAnyOther() {
    assertThat(Reading.of("A b\r", "C d \\\r", "  e\r").directives())
        .containsExactly("1 A [b]", "2 C [d, e]");
  }

  @Test
  void comments_areOnlyAtTheStart_andSwallowTheLineBehindABackslash() {
    Reading reading = Reading.of("  # one \\", "Listen 80", "Listen 81 # two");

    assertThat(reading.directives()).containsExactly("3 Listen [81, #, two]");
    assertThat(reading.warnings()).singleElement().asString().startsWith("1: a comment that ends");
  }

  @Test
  void quotes_endAnArgument_evenWithoutABlank() {
    assertThat(ArgumentSplitter.of("\"a b\"c 'd \"e\"' f\"g"))
        .containsExactly("a b", "c", "d \"e\"", "f\"g");
  }

  @Test
  void quote_thatIsNotClosed_endsWithTheLine() {
    assertThat(ArgumentSplitter.of("x \"a b")).isEqualTo(List.of("x", "a b"));
    assertThat(Reading.of("Header set X \"a b").warnings())
        .containsExactly("1: Header: a quote is not closed, so the argument ends with the line");
  }

  @Test
  void backslash_countsBeforeItself_andBeforeTheQuote() {
    assertThat(ArgumentSplitter.of("\"C:\\dir\\\\x \\\"y\\\"\" a\\\\b c\\d"))
        .containsExactly("C:\\dir\\x \"y\"", "a\\b", "c\\d");
  }

  @Test
  void typographicQuotes_areLetters_andWarnedOf() {
    Reading reading = Reading.of("ProxyPass \u201C/\u201D x");

    assertThat(reading.directives()).containsExactly("1 ProxyPass [\u201C/\u201D, x]");
    assertThat(reading.warnings()).singleElement().asString().contains("typographic quotes");
  }

  @Test
  void byteOrderMark_isAnErrorThatSaysSo() {
    assertThat(Reading.of("\uFEFFListen 80").errors())
        .containsExactly(
            "1: byte order mark (expected: text without one; save the file as UTF-8 without BOM)");
  }
}
