package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.apache.table.DirectiveKind;
import org.rpicluster.balancer.program.config.apache.table.DirectiveTable;

/**
 * A misspelt name, of any directive, parameter and module, and a misspelt word where only some may
 * stand, is answered with the right one.
 */
class MisspeltNamesTest {

  private static final List<String> NAMES = names();

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "BalancerMember http://h",
          "loadfactor lbset route redirect status retry connectiontimeout acquire ttl max"
              + " disablereuse enablereuse addressttl hcmethod hcinterval hcpasses hcfails hcuri"
              + " hcexpr hctemplate min smax keepalive ping iobuffersize receivebuffersize"
              + " responsefieldsize flushpackets flushwait flusher upgrade secret timeout",
          "ProxySet",
          "lbmethod stickysession stickysessionsep scolonpathdelim nofailover maxattempts"
              + " failonstatus failontimeout forcerecovery nonce growth timeout");

  private static final Set<String> ALL_PARAMETERS =
      Set.copyOf(
          List.of(String.join(" ", PARAMETERS.values()).split(" ")).stream().distinct().toList());

  private static final Set<String> KNOWN =
      NAMES.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());

  /** What a hand does wrong in the middle of a name. */
  enum Slip {
    LEFT_OUT((name, at) -> name.substring(0, at) + name.substring(at + 1)),
    TWICE((name, at) -> name.substring(0, at + 1) + name.substring(at)),
    SWAPPED(
        (name, at) ->
            name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2)),
    ANOTHER((name, at) -> name.substring(0, at) + "z" + name.substring(at + 1)),
    NO_LAST((name, at) -> name.substring(0, name.length() - 1)),
    ONE_MORE((name, at) -> name + "z");

    private final At slip;

    private interface At {
      String of(String name, int at);
    }

    Slip(At slip) {
      this.slip = slip;
    }

    String of(String name) {
      return slip.of(name, name.length() / 2);
    }
  }

  private static List<String> names() {
    String file = "directives.tsv";
    try (InputStream in = DirectiveTable.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(row -> !row.startsWith("#"))
          .map(row -> row.split("\t")[0])
          .toList();
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void directive_isAnsweredWithTheRightName(Slip slip) {
    DirectiveTable table = DirectiveTable.load();
    List<String> wrong = new ArrayList<>();
    for (String name : NAMES) {
      String written = slip.of(name);
      boolean isAnother = KNOWN.contains(written.toLowerCase(Locale.ROOT));
      String expected = name.startsWith("<") ? name + ">" : name;
      if (!isAnother && !table.nearest(written).equals(Optional.of(expected))) {
        wrong.add(written + ": " + table.nearest(written) + " for " + name);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Lines of a virtual host, in which one name is misspelt, and the right one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Includ other.conf                                | Include
          Defin A b                                        | Define
          UnDefin A                                        | UnDefine
          Usee Site a                                      | Use
          <Macr Site $a>%</Macr>                           | <Macro>
          <IfModul proxy_module>%</IfModul>                | <IfModule>
          <IfDefin A>%</IfDefin>                           | <IfDefine>
          <IfVersio 2.4>%</IfVersio>                       | <IfVersion>
          <Locaton /x>%</Locaton>                          | <Location>
          <Location /x>%<RequireAl>%</RequireAl>%</Location> | <RequireAll>
          <Location /x>%<Limitt GET>%</Limitt>%</Location> | <Limit>
          proxypas / http://h/                             | ProxyPass
          """)
  void nameThatTheReaderKnows_isGuessedAsWell(String lines, String meant) {
    assertThat(Translated.inHost(lines.replace('%', '\n')).errors())
        .singleElement()
        .asString()
        .endsWith(": unknown (expected: " + meant + ")");
  }

  @ParameterizedTest
  @EnumSource
  void parameter_isAnsweredWithTheRightName(Slip slip) {
    List<String> wrong = new ArrayList<>();
    PARAMETERS.forEach(
        (where, names) -> {
          for (String name : names.split(" ")) {
            String written = slip.of(name);
            String error = error(where, written);
            String expected = written + ": unknown parameter (expected: " + name + ")";
            if (!ALL_PARAMETERS.contains(written) && !error.endsWith(expected)) {
              wrong.add(error + " for " + name);
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  /** Each directive that takes only some words; words of two letters have no middle to swap. */
  @ParameterizedTest
  @EnumSource
  void word_isAnsweredWithTheRightOne(Slip slip) {
    DirectiveTable table = DirectiveTable.load();
    List<String> wrong = new ArrayList<>();
    for (String name : NAMES) {
      DirectiveKind kind = table.find(name.toLowerCase(Locale.ROOT)).orElseThrow();
      for (String word : kind.words()) {
        String written = slip == Slip.SWAPPED && word.length() < 4 ? word : slip.of(word);
        boolean isAnother = kind.words().stream().anyMatch(written::equalsIgnoreCase);
        if (!isAnother && !kind.complaint(written).equals(Optional.of(word))) {
          wrong.add(name + " " + written + ": " + kind.complaint(written) + " for " + word);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Lines of a virtual host, and what is said of them as an error, or as a warning. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ProxyPreserveHost Onn                       | ProxyPreserveHost: Onn (expected: On)
          ProxyVia Ful                                | ProxyVia: Ful (expected: Full)
          SSLProxyEngine yes                          | SSLProxyEngine: yes (expected: On, Off)
          ProxyPass / balancer://c/ lbmethod=byrequest | lbmethod: byrequest (expected: byrequests)
          ProxyPass / balancer://c/ nofailover=Onn    | nofailover: Onn (expected: On)
          ProxyPass / http://h/ hcmethod=GTE          | hcmethod: GTE (expected: GET)
          """)
  void wordThatMayNotStandThere_isAnError(String line, String error) {
    assertThat(Translated.inHost(line).errors()).anyMatch(said -> said.equals("2: " + error));
  }

  /** Each line that httpd takes although no module, or no handler, has such a name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <IfModule mod_proxi.c>%</IfModule>       | mod_proxi.c: no module of this name (expected: mod_proxy.c)
          <IfModule !mod_proxi>%</IfModule>        | mod_proxi: no module of this name (expected: mod_proxy.c)
          <IfModule mod_proxy>%</IfModule>         | mod_proxy: no module of this name (expected: mod_proxy.c)
          <IfModule proxy_balancr_module>%</IfModule> | proxy_balancr_module: no module of this name (expected: proxy_balancer_module)
          """)
  void moduleThatThereIsNot_isAWarning(String lines, String warning) {
    assertThat(Translated.inHost(lines.replace('%', '\n')).warnings())
        .containsExactly("2: <IfModule>: " + warning);
  }

  /** httpd looks for the module in its file, and finds none of that name there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxi_module modules/mod_proxy.so | LoadModule: proxi_module (expected: proxy_module)
          mod_proxy modules/mod_proxy.so    | LoadModule: mod_proxy (expected: proxy_module)
          Proxy_module modules/mod_proxy.so | LoadModule: Proxy_module (expected: proxy_module)
          """)
  void loadedModule_isAnsweredWithThatOfItsFile(String arguments, String error) {
    assertThat(Translated.inHost("LoadModule " + arguments).errors())
        .containsExactly("2: " + error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          headrs_module modules/headers.bin      | headrs_module: no module of httpd's (expected: headers_module)
          headers_module modules/mod_headrs.so   | modules/mod_headrs.so: no module of httpd's (expected: mod_headers.so)
          """)
  void loadedModuleThatMayBeAStrangers_isAWarning(String arguments, String warning) {
    assertThat(Translated.inHost("LoadModule " + arguments).warnings())
        .contains("2: LoadModule: " + warning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "php7_module modules/libphp7.so",
        "jk_module modules/mod_jk-1.2.48.so",
        "authnz_pam_module modules/mod_authnz_pam.so",
        "mpm_event_module modules/mod_mpm_event.so",
        "own_module x"
      })
  void loadedModuleThatThereIs_isNotGuessed(String arguments) {
    Translated translated = Translated.inHost("LoadModule " + arguments);

    assertThat(translated.errors()).isEmpty();
    assertThat(translated.warnings()).noneMatch(warning -> warning.contains("LoadModule"));
  }

  @Test
  void modulesThatThereAre_areNotGuessed() {
    assertThat(
            Translated.inHost(
                    "<IfModule !mod_ruid2.c>\n</IfModule>",
                    "<IfModule worker.c>\n</IfModule>",
                    "<IfModule mod_no_such_thing.c>\n</IfModule>")
                .warnings())
        .isEmpty();
  }

  @Test
  void handlerThatThereIsNot_isAWarning() {
    assertThat(
            Translated.inHost("<Location /m>", "SetHandler balancer-manger", "</Location>")
                .warnings())
        .containsExactly("3: SetHandler: balancer-manger (expected: balancer-manager)");
  }

  private static String error(String where, String parameter) {
    String line = where + " " + parameter + "=1";
    return String.join("; ", Translated.inHost("<Proxy balancer://c>", line, "</Proxy>").errors());
  }
}
