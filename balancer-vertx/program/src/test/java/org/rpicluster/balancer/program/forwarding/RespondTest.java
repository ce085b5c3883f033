package org.rpicluster.balancer.program.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Routes that the balancer answers itself. */
@Timeout(60)
class RespondTest {

  @Test
  void routeThatResponds_isAnsweredHere_andTheOthersAreForwarded() throws Exception {
    try (RawMember member = new RawMember(RawMember.ok("member"));
        StartedProgram program = new StartedProgram(yaml(member));
        RawClient client = program.connect(0)) {
      String refused = client.send("GET /no/x HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
      assertThat(refused).startsWith("HTTP/1.1 403 ").contains("content-length: 36");
      assertThat(client.read(36)).isEqualTo("Access to this path is not allowed.\n");

      String forwarded = client.send("GET /other HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
      assertThat(forwarded).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String yaml(RawMember member) {
    return String.format(
        Locale.ROOT,
        """
        listen: 127.0.0.1:0
        clusters: {c: {members: ['%s']}}
        routes: [{path: /no, respond: 403}, {path: /, cluster: c}]
        """,
        member.url());
  }
}
