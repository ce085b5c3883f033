package org.rpicluster.balancer.program.config.apache.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IncludesAndMacrosTest {

  private static final Map<String, String> FILES =
      Map.of(
          "/etc/inc/20.conf", "B ${X}\n",
          "/etc/inc/10.conf", "Define X 1\nA\n",
          "/etc/inc/note.txt", "Note\n",
          "/etc/inc/.hidden.conf", "Hidden\n",
          "/etc/dir/sub/deep", "Deep\n",
          "/etc/loop.conf", "Include loop.conf\nLoop\n");

  @Test
  void patterns_areReadInTheOrderOfNames_inThePlaceOfTheLine() {
    assertThat(Reading.of(FILES, "<Proxy x>", "Include inc/*.conf", "</Proxy>").directives())
        .containsExactly("1 <Proxy> [x]", "  2 A []", "  1 B [1]");
  }

  @Test
  void directories_areReadWhole() {
    assertThat(Reading.of(FILES, "Include dir").directives()).containsExactly("1 Deep []");
  }

  @Test
  void missingFile_isAnError_butWhereItIsOptional() {
    assertThat(Reading.of(FILES, "Include none.conf").errors())
        .containsExactly(
            "1: Include: /etc/none.conf: no such file (expected: a file, or IncludeOptional)");
    assertThat(
            Reading.of(FILES, "IncludeOptional none.conf", "IncludeOptional none/*.conf").errors())
        .isEmpty();
    assertThat(Reading.of(FILES, "IncludeOptional none.conf /").errors())
        .containsExactly(
            "1: IncludeOptional: none.conf / (expected: one file, directory or pattern)");
  }

  @Test
  void fileThatIncludesItself_isAnError() {
    Reading reading = Reading.of(FILES, "Include loop.conf");

    assertThat(reading.errors()).containsExactly("1: Include: /etc/loop.conf includes itself");
    assertThat(reading.directives()).containsExactly("2 Loop []");
  }

  @Test
  void macros_putArgumentsInThePlaceOfParameters() {
    Reading reading =
        Reading.of(
            "<Macro Cluster $n $name>",
            "<Proxy balancer://$name>",
            "Member $n '$name'",
            "</Proxy>",
            "</Macro>",
            "Use cluster 1 red",
            "UndefMacro Cluster");

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.directives())
        .containsExactly("2 <Proxy> [balancer://red]", "  3 Member [1, red]");
  }

  @Test
  void wrongNumberOfArguments_isAnErrorWhereTheMacroIsUsed() {
    assertThat(Reading.of("<Macro Site $name $port>", "</Macro>", "Use Site a").errors())
        .containsExactly(
            "3: Use Site: 1 argument (expected: $name $port, as <Macro> of /etc/site.conf:1 says)");
  }

  @Test
  void unknownMacro_isAnErrorWithTheNearestName() {
    assertThat(Reading.of("<Macro Cluster>", "</Macro>", "Use Clutser").errors())
        .containsExactly("3: Use: no macro 'Clutser' (expected: Cluster)");
  }

  @Test
  void macroThatUsesItself_isAnError() {
    assertThat(Reading.of("<Macro A>", "Use A", "</Macro>", "Use A").errors())
        .containsExactly("2: Use A: macros use each other without end");
  }
}
