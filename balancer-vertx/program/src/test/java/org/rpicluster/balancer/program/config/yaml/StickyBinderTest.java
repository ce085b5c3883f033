package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteCookie.SameSite;
import org.rpicluster.balancer.sticky.RouteCookie.Secure;
import org.rpicluster.balancer.sticky.Stickiness;

/** {@code sticky} of a cluster, whose key is read with the configuration. */
class StickyBinderTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(directory.resolve("good.key"), "0123456789abcdef");
    Files.writeString(directory.resolve("short.key"), "0123456789abcde");
    Files.write(directory.resolve("long.key"), new byte[4097]);
  }

  @Test
  void everyKey_isBound() {
    Stickiness bound =
        read(
            "{cookie: R, parameter: r, separator: '!', semicolonEnds: true, issue: true,"
                + " strict: true, path: /app, domain: pi.example, sameSite: none, secure: true,"
                + " httpOnly: false, maxAge: 1h, key: @good.key}");

    Stickiness unsigned =
        Stickiness.byCookie("R")
            .parameter("r")
            .separator("!")
            .semicolonEnds(true)
            .strict(true)
            .issued(
                RouteCookie.DEFAULT
                    .path("/app")
                    .domain("pi.example")
                    .secure(Secure.ALWAYS)
                    .sameSite(SameSite.NONE)
                    .httpOnly(false)
                    .maxAge(Duration.ofHours(1)));
    // Keys are not compared, and not shown.
    assertThat(bound.issued().orElseThrow().naming(bound, "pi2", false))
        .matches("R=[\\w-]{22}!pi2; .*");
    assertThat(bound)
        .usingRecursiveComparison()
        .ignoringFields("issued.value.signature")
        .isEqualTo(unsigned);
  }

  @Test
  void cookieIsIssued_unlessItIsSaidOtherwise_aParameterAloneIsOfMembers() {
    assertThat(read("{cookie: R}")).isEqualTo(Stickiness.byCookie("R").issued(RouteCookie.DEFAULT));
    assertThat(read("{cookie: R, issue: false}")).isEqualTo(Stickiness.byCookie("R"));
    assertThat(read("{parameter: r}")).isEqualTo(Stickiness.byParameter("r"));
    assertThat(read("{cookie: R, separator: none}").separator()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"auto, AUTO", "true, ALWAYS", "false, NEVER"})
  void secure_isAWordOrAFlag(String written, Secure secure) {
    assertThat(read("{cookie: R, secure: " + written + "}").issued().orElseThrow().secure())
        .isEqualTo(secure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "R                          | 13 | sticky: R (expected: a map with cookie, parameter,"
            + " separator, semicolonEnds, issue, strict, path, domain, secure, httpOnly, sameSite,"
            + " maxAge, key)",
        "{}                         | 13 | cookie: missing (expected: a name, if there is no"
            + " parameter)",
        "{strict: true}             | 13 | cookie: missing (expected: a name, if there is no"
            + " parameter)",
        "{cokie: R, parameter: r}   | 14 | cokie: unknown key (expected: cookie)",
        "{cookie: a b}              | 22 | cookie: 'a b' (expected: a cookie's name)",
        "{cookie: ''}               | 22 | cookie: nothing (expected: a name)",
        "{cookie: [R]}              | 22 | cookie: a list (expected: a name)",
        "{parameter: a=b}           | 25 | parameter: 'a=b' (expected: a parameter's name)",
        "{cookie: R, parameter: a;} | 36 | parameter: 'a;' (expected: a parameter's name)",
        "{cookie: R, separator: ..} | 36 | separator: '..' (expected: one character that a"
            + " cookie's value may have, or none)",
        "{cookie: R, separator: ';'} | 36 | separator: ';' (expected: one character that a"
            + " cookie's value may have, or none)",
        "{cookie: R, separator: ' '} | 36 | separator:   (expected: one character, or none)",
        "{cookie: R, separator: ''} | 36 | separator: nothing (expected: one character, or none)",
        "{cookie: R, strict: no}    | 33 | strict: no (expected: true or false)",
        "{cookie: R, issue: maybe}  | 32 | issue: maybe (expected: true or false)",
        "{parameter: r, issue: true} | 35 | issue: true (expected: false, or a cookie as well)",
        "{parameter: r, path: /}    | 34 | path: / (expected: left out, as no cookie is issued)",
        "{cookie: R, issue: false, maxAge: 1h} | 47 | maxAge: 1h (expected: left out, as no"
            + " cookie is issued)",
        "{cookie: R, path: app}     | 31 | path: 'app' (expected: a path)",
        "{cookie: R, path: /a;b}    | 31 | path: '/a;b' (expected: a path)",
        "{cookie: R, domain: .pi}   | 33 | domain: '.pi' (expected: a host name)",
        "{cookie: R, sameSite: Lax} | 35 | sameSite: Lax (expected: strict, lax, none, unset)",
        "{cookie: R, sameSite: none} | 35 | sameSite: none (expected: secure: true with it, or"
            + " browsers drop it)",
        "{cookie: R, sameSite: none, secure: auto} | 35 | sameSite: none (expected: secure: true"
            + " with it, or browsers drop it)",
        "{cookie: R, secure: maybe} | 33 | secure: maybe (expected: auto, true or false)",
        "{cookie: R, httpOnly: 1}   | 35 | httpOnly: 1 (expected: true or false)",
        "{cookie: R, maxAge: 500ms} | 33 | maxAge: 500ms (expected: 1s or more)",
        "{cookie: R, maxAge: 0s}    | 33 | maxAge: 0s (expected: 1s or more)",
        "{cookie: R, maxAge: long}  | 33 | maxAge: long (expected: a duration such as 500ms, 10s,"
            + " 5m)",
        "{cookie: __Host-R}         | 22 | cookie: __Host-R (expected: secure: true, path: / and no"
            + " domain with such a name)",
        "{cookie: R, key: @none.key} | 30 | key: @none.key (expected: a file that can be read)",
        "{cookie: R, key: @.}       | 30 | key: @. is a directory (expected: a regular file)",
        "{cookie: R, key: @short.key} | 30 | key: 15 bytes (expected: 16 bytes or more)",
        "{cookie: R, key: @long.key} | 30 | key: @long.key (expected: a file of 16 to 4096 bytes"
            + " that cannot be guessed)",
        "{cookie: R, separator: '-', key: @good.key} | 46 | separator: '-' (expected: neither"
            + " letter, digit, hyphen nor underscore, where cookies are signed)",
        "{cookie: R, separator: none, key: @good.key} | 47 | separator: '' (expected: neither"
            + " letter, digit, hyphen nor underscore, where cookies are signed)",
      })
  void error_isReportedAtItsPlace(String sticky, int column, String expected) {
    assertThat(errors(sticky))
        .containsExactly("c.yaml:4:" + column + ": " + expected.replace("@", directory + "/"));
  }

  @Test
  void errorsOfSeveralKeys_areReportedAtOnce() {
    assertThat(errors("{cookie: 'a b', strict: 1, path: x, key: @short.key}")).hasSize(4);
  }

  @Test
  void routeThatCannotStandInACookie_isReportedAtItsMember() {
    String yaml = yaml("{cookie: R}").replace("http://pi1", "{url: http://pi1, route: a b}");

    assertThat(problems(yaml))
        .containsExactly(
            "c.yaml:3:40: route: 'a b' (expected: at most 128 of visible ASCII without quotes, commas, semicolons"
                + " and backslashes)");
  }

  @Test
  void anotherKey_inTheSameFile_isReadAtTheNextReading() throws IOException {
    String before = issued();
    assertThat(issued()).isEqualTo(before);

    Files.writeString(directory.resolve("good.key"), "fedcba9876543210");

    assertThat(issued()).isNotEqualTo(before);
  }

  private String issued() {
    Stickiness stickiness = read("{cookie: R, key: @good.key}");
    return stickiness.issued().orElseThrow().naming(stickiness, "pi2", false);
  }

  /** A byte is as good as any other: keys are not text. */
  @Test
  void key_mayHaveAnyBytes() throws IOException {
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    Files.write(directory.resolve("good.key"), bytes);

    assertThat(issued()).startsWith("R=");
  }

  private List<String> errors(String sticky) {
    return problems(yaml(sticky));
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigurationException.class, () -> parse(yaml)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  private Stickiness read(String sticky) {
    return parse(yaml(sticky)).orElseThrow();
  }

  private static Optional<Stickiness> parse(String yaml) {
    return new YamlFrontEnd().read(new Source("c.yaml", yaml)).clusters().get(0).sticky();
  }

  private String at(String text) {
    return text.replace("@", directory + "/");
  }

  private String yaml(String sticky) {
    return String.format(
        Locale.ROOT,
        """
        listen: a:0
        clusters: {c: {
            members: [http://pi1],
            sticky: %s}}
        routes: [{path: /, cluster: c}]
        """,
        at(sticky));
  }
}
