package org.rpicluster.balancer.program.peers.group;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jgroups.JChannel;
import org.jgroups.View;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.SHARED_LOOPBACK;
import org.jgroups.protocols.SHARED_LOOPBACK_PING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Halves of a split, in one process and without a network, that hear each other again. */
@Timeout(120)
class PeerMergeTest {

  private static final String NAME = "split";

  /** In a test's time it looks only because another one has called. */
  private static MERGE3 withoutLooks() {
    return new PeerMerge().setCheckInterval(TimeUnit.HOURS.toMillis(1));
  }

  private static JChannel joined() throws Exception {
    JChannel channel =
        new JChannel(
            new SHARED_LOOPBACK(),
            new SHARED_LOOPBACK_PING(),
            withoutLooks(),
            new NAKACK2(),
            new UNICAST3(),
            new STABLE(),
            new GMS());
    return channel.connect(NAME);
  }

  private static void seesItselfAlone(JChannel channel) {
    GMS views = channel.getProtocolStack().findProtocol(GMS.class);
    long next = channel.getView().getViewId().getId() + 1;
    views.installView(View.create(channel.getAddress(), next, channel.getAddress()));
  }

  private static boolean seeEachOther(List<JChannel> all) {
    return all.stream().allMatch(each -> each.getView().size() == all.size());
  }

  @Test
  void halves_areOneAgain_asSoonAsOneHearsTheOther() throws Exception {
    try (JChannel one = joined();
        JChannel other = joined()) {
      List<JChannel> both = List.of(one, other);
      Awaitility.await().until(() -> seeEachOther(both));

      both.forEach(PeerMergeTest::seesItselfAlone);

      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> seeEachOther(both));
    }
  }
}
