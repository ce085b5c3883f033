package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.http.FieldsModel.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.rpicluster.balancer.vertx.http.codec.Head;

class HeadFieldsTest {

  private static final String[] NAMES = {"Host", "host", "X-Own", "x-own", "X-Other", "Via", "VIA"};

  /** Names, some of which {@code Connection} nominates. */
  private static final String[] HOP = {
    "Connection",
    "connection",
    "close",
    "keep-alive",
    "Keep-Alive",
    "TE",
    "Upgrade",
    "X-Own",
    "Content-Length",
    "proxy-Connection",
    "Trailer",
    "HTTP2-Settings",
    "Cookie",
    "Proxy"
  };

  @Property
  void viewOfAHead_saysWhatThatOfNettysFieldsSays(@ForAll long seed) {
    Random random = new Random(seed);
    HeadFields ours = HeadFields.over(new Head());
    NettyFields netty = NettyFields.none();
    for (int i = random.nextInt(12); i > 0; i--) {
      String name = NAMES[random.nextInt(NAMES.length)];
      int change = random.nextInt(9);
      String value = "v" + i;
      change(ours, change, name, value);
      change(netty, change, name, value);
    }
    for (String name : NAMES) {
      assertThat(ours.get(name)).isEqualTo(netty.get(name));
      assertThat(ours.contains(name)).isEqualTo(netty.contains(name));
      assertThat(ours.getAll(name)).isEqualTo(netty.getAll(name));
    }
    assertThat(ours.isEmpty()).isEqualTo(netty.isEmpty());
    assertThat(values(ours)).containsExactlyInAnyOrderElementsOf(values(netty));
    assertThat(ours.names()).allMatch(netty::contains);
  }

  @Property
  void whatGoesOn_isTheSame_inPlaceAndCopied(@ForAll long seed) {
    Random random = new Random(seed);
    HeadFields fields = HeadFields.over(new Head());
    NettyFields netty = NettyFields.none();
    for (int i = random.nextInt(12); i > 0; i--) {
      String name = HOP[random.nextInt(HOP.length)];
      String value = HOP[random.nextInt(HOP.length)] + (random.nextBoolean() ? "" : ", close");
      fields.add(name, value);
      netty.add(name, value);
    }
    List<String> copied = new ArrayList<>();
    EndToEnd.copyLines(netty, (name, value) -> copied.add(name + "=" + value));
    List<String> alsoCopied = new ArrayList<>();
    EndToEnd.copyLines(fields, (name, value) -> alsoCopied.add(name + "=" + value));
    EndToEnd.leaveIn(fields);
    List<String> left = new ArrayList<>();
    fields.forEachLine((name, value) -> left.add(name + "=" + value));

    assertThat(left).isEqualTo(copied).isEqualTo(alsoCopied).hasSize(fields.size());
    assertThat(fields.characters()).isEqualTo(String.join("", left).length() - left.size());
  }

  private static List<String> values(Fields fields) {
    List<String> values = new ArrayList<>();
    fields.forEach(field -> values.add(field.getValue()));
    return values;
  }
}
