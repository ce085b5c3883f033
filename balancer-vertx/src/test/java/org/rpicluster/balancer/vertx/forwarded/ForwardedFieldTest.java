package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedFieldTest {

  @Test
  void examplesOfTheStandard_areRead() {
    assertThat(
            ForwardedField.parse(
                List.of(
                    "for=\"_gazonk\"",
                    "For=\"[2001:db8:cafe::17]:4711\"",
                    "for=192.0.2.60;proto=http;by=203.0.113.43",
                    "for=192.0.2.43, for=198.51.100.17")))
        .contains(
            List.of(
                new ForwardedElement("", "_gazonk", "", ""),
                new ForwardedElement("", "[2001:db8:cafe::17]:4711", "", ""),
                new ForwardedElement("203.0.113.43", "192.0.2.60", "", "http"),
                new ForwardedElement("", "192.0.2.43", "", ""),
                new ForwardedElement("", "198.51.100.17", "", "")));
  }

  @Test
  void quotesAndUnknownParameters_areRead() {
    assertThat(ForwardedField.parse(List.of("secret=\"a,b;c\\\"d\\\\\" ;\thost=\"a:81\"")))
        .contains(List.of(new ForwardedElement("", "", "a:81", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "for",
        "for=",
        "for=[::1]",
        "for=192.0.2.1:80",
        "for =a",
        "for= a",
        "for=a;",
        "for=a,",
        "for=a, ,for=b",
        "for=a;for=b",
        "for=a;FOR=b",
        "for=a b",
        "for=\"a",
        "for=\"a\\",
        "for=\"a\u0000\"",
        "f\u00f6r=a"
      })
  void lineWithAnError_isNoList(String line) {
    assertThat(ForwardedField.parse(List.of("for=192.0.2.1", line))).isEmpty();
  }

  @Test
  void endlessList_isNoList() {
    assertThat(ForwardedField.parse(List.of("for=a" + ",for=a".repeat(64)))).isEmpty();
  }

  @Property
  void whatIsWritten_isReadAgain(
      @ForAll @CharRange(from = ' ', to = '~') String by,
      @ForAll @CharRange(from = ' ', to = '~') String node,
      @ForAll @CharRange(from = ' ', to = '\u00ff') String host) {
    ForwardedElement element = new ForwardedElement(by, node, host.replace("\u007f", ""), "https");

    assertThat(ForwardedField.parse(List.of(element.toString()))).contains(List.of(element));
  }

  @Property
  void anyText_isAListOrNone_andIsReadTheSameWhenWrittenAgain(@ForAll String line) {
    ForwardedField.parse(List.of(line))
        .filter(read -> read.stream().noneMatch(ForwardedElement.NOTHING::equals))
        .ifPresent(
            read ->
                assertThat(
                        ForwardedField.parse(
                            read.stream().map(ForwardedElement::toString).toList()))
                    .contains(read));
  }
}
