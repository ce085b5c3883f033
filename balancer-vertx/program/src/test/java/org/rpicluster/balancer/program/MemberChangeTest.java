package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;

class MemberChangeTest {

  @Test
  void change_namesWhatDiffers_withBothValues() {
    Member from = Member.of("http://127.0.0.1:9001");
    Member to = from.but().weight(2.5).route("pi1").build();

    assertThat(MemberChange.between(from, to))
        .isEqualTo("weight from 1 to 2.5, route from none to pi1");
    assertThat(MemberChange.besides(from, to)).isEqualTo("weight 2.5, route pi1");
  }

  @Test
  void states_areSaidAsUsersWriteThem() {
    Member from = Member.of("http://127.0.0.1:9001");
    Member to = from.but().state(AdminState.DRAINING).build();

    assertThat(MemberChange.between(from, to)).isEqualTo("state from enabled to draining");
  }
}
