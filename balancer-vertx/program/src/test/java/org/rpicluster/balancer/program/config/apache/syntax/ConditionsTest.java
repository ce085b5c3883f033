package org.rpicluster.balancer.program.config.apache.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  @Test
  void define_countsFromItsLineOn_forTheWholeServer() {
    Reading reading =
        Reading.of("A ${X}", "<VirtualHost *>", "Define X 1", "</VirtualHost>", "B ${X} ${LOGS}");

    assertThat(reading.directives())
        .containsExactly("1 A [${X}]", "2 <VirtualHost> [*]", "5 B [1, /var/log]");
    assertThat(reading.warnings())
        .containsExactly("1: ${X} is not defined and stays as it is written");
  }

  @Test
  void undefinedNames_areNotDefinedAnyMore() {
    assertThat(
            Reading.of("Define X 1", "UnDefine X", "<IfDefine X>", "A", "</IfDefine>", "B ${X}")
                .directives())
        .containsExactly("6 B [${X}]");
  }

  @Test
  void whatHolds_belongsToWhatIsAround_andTheRestIsNotRead() {
    assertThat(
            Reading.of(
                    "LoadModule proxy_module modules/mod_proxy.so",
                    "<IfModule mod_proxy.c>",
                    "A",
                    "<IfModule !proxy_module>",
                    "<Nonsense",
                    "</Nonsense>",
                    "</IfModule>",
                    "</IfModule>",
                    "<IfModule mod_none.c>",
                    "B",
                    "</IfModule>")
                .directives())
        .containsExactly("3 A []");
  }

  @Test
  void sectionsInWhatIsNotRead_mustBeBalanced() {
    assertThat(Reading.of("<IfModule mod_none.c>", "<Proxy x>", "</IfModule>").errors())
        .containsExactly("3: </IfModule> (expected: </Proxy>, which closes <Proxy> of line 2)");
  }

  @Test
  void versions_areComparedNumberByNumber() {
    assertThat(holds("<IfVersion >= 2.4>")).isTrue();
    assertThat(holds("<IfVersion 2.4>")).isTrue();
    assertThat(holds("<IfVersion < 2.4>")).isFalse();
    assertThat(holds("<IfVersion !< 2.4>")).isTrue();
    assertThat(holds("<IfVersion ~ ^2\\.2\\.>")).isFalse();
    assertThat(holds("<IfVersion = /^2\\.4/>")).isTrue();
  }

  private static boolean holds(String condition) {
    Reading reading = Reading.of(condition, "A", "</IfVersion>");
    assertThat(reading.errors()).isEmpty();
    return !reading.directives().isEmpty();
  }

  @Test
  void otherConditions_askForFilesAndDirectives() {
    assertThat(
            Reading.of(
                    Map.of("/etc/there", ""),
                    "<IfFile there>",
                    "A",
                    "</IfFile>",
                    "<IfFile /etc/gone>",
                    "B",
                    "</IfFile>",
                    "<IfDirective ProxyPass>",
                    "C",
                    "</IfDirective>",
                    "<IfSection Proxy>",
                    "D",
                    "</IfSection>")
                .directives())
        .containsExactly("2 A []", "8 C []", "11 D []");
  }

  @Test
  void condition_withoutAName_isAnError() {
    assertThat(Reading.of("<IfDefine>", "</IfDefine>").errors())
        .containsExactly("1: <IfDefine>: nothing (expected: a name, or ! and a name)");
  }
}
