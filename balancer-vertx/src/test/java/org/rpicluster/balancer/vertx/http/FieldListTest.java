package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.http.FieldsModel.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FieldListTest {

  private static final String[] NAMES = {"Host", "host", "X-Own", "x-own", "X-Other", "Via", "VIA"};

  @Property
  void rows_sayWhatNettysFieldsSay_butInLowerCase(@ForAll long seed) {
    Random random = new Random(seed);
    FieldList ours = new FieldList();
    NettyFields netty = NettyFields.none();
    for (int i = random.nextInt(40); i > 0; i--) {
      String name = NAMES[random.nextInt(NAMES.length)];
      int change = random.nextInt(14);
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
    assertThat(lines(ours)).containsExactlyInAnyOrderElementsOf(lines(netty)).hasSize(ours.size());
    assertThat(ours.names()).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
  }

  private static List<String> lines(Fields fields) {
    List<String> lines = new ArrayList<>();
    fields.forEach(
        field -> lines.add(field.getKey().toLowerCase(Locale.ROOT) + ": " + field.getValue()));
    return lines;
  }
}
