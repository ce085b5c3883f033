package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Source;

class MemberListTest {

  private static List<Member> read(String text) {
    return MemberList.read(new Source("members", text), "http");
  }

  @Test
  void lines_areUrls_orHostsWithPorts() {
    List<Member> members =
        read("# the new ones\n\nhttps://192.168.1.1\n192.168.1.2:8080\n[fd00::1]:81\n");

    assertThat(members)
        .extracting(member -> member.url().toString())
        .containsExactly("https://192.168.1.1", "http://192.168.1.2:8080", "http://[fd00::1]:81");
  }

  @Test
  void yaml_isAsMembersOfACluster() {
    List<Member> members =
        read("- http://192.168.1.1\n- {id: pi2, url: 'http://192.168.1.2', weight: 2, set: 1}\n");

    assertThat(members)
        .containsExactly(
            Member.of("http://192.168.1.1"),
            Member.at("http://192.168.1.2").id("pi2").weight(2).set(1).build());
    assertThat(read("[http://192.168.1.1, http://192.168.1.2]\n")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://192.168.1.1\\nhttp://192.168.1.   | members:2:1: line: not ended
          - http://192.168.1.1\\n- {id: pi2, url:\\n | members:
          http://192.168.1.1\\nhttp://192.168.1.1\\n | members:2:1: id: 192.168.1.1:80 twice
          http://192.168.1.1\\nftp://192.168.1.2\\n | members:2:1: url: ftp://192.168.1.2
          - http://192.168.1.1\\n- {wight: 2, url: http://pi2}\\n | members:2:4: wight: unknown key
          - http://192.168.1.1\\n- {id: 192.168.1.1:80, url: http://pi2}\\n | members:2:1: id
          """)
  void fileWithAMistake_hasNoMembers_andItsPlaceIsTold(String text, String complaint) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void emptyFile_hasNoMembers() {
    assertThat(read("# none yet\n")).isEmpty();
    assertThatThrownBy(() -> read("")).isInstanceOf(ConfigurationException.class);
  }
}
