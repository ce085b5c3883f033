package org.rpicluster.balancer.program.config.apache.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SectionsTest {

  @Test
  void sections_holdWhatStandsInThem_withoutRegardToCase() {
    assertThat(
            Reading.of(
                    "<VIRTUALHOST *:80 >",
                    " <Proxy \"balancer://c\">",
                    "  A",
                    " </pRoXy>",
                    "</VirtualHost>")
                .directives())
        .containsExactly("1 <VIRTUALHOST> [*:80]", "  2 <Proxy> [balancer://c]", "    3 A []");
  }

  @Test
  void sectionOfNoArguments_isOneAsWell() {
    assertThat(Reading.of("<RequireAll>", "Require local", "</RequireAll>").directives())
        .containsExactly("1 <RequireAll> []", "  2 Require [local]");
  }

  @Test
  void wrongEnd_isAnError_thatNamesBothSections() {
    assertThat(Reading.of("<VirtualHost *:80>", "<Proxy x>", "</VirtualHost>").errors())
        .containsExactly("3: </VirtualHost> (expected: </Proxy>, which closes <Proxy> of line 2)");
  }

  @Test
  void sectionThatIsNotClosed_isAnErrorAtItsBeginning() {
    assertThat(Reading.of("A", "<Location /m>", "B").errors())
        .containsExactly("2: <Location> is not closed (expected: </Location> in /etc/site.conf)");
  }

  @Test
  void endWithoutABeginning_isAnError() {
    assertThat(Reading.of("</Proxy>").errors())
        .containsExactly("1: </Proxy> closes nothing (expected: <Proxy …> before)");
  }

  @Test
  void sectionWithoutItsBracket_isAnError() {
    assertThat(Reading.of("<Location /m", "</Location>").errors())
        .containsExactly("1: <Location> has no closing > (expected: <Location /m>)");
  }
}
