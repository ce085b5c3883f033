package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

class FieldsFuzzTest {

  @FuzzTest(maxDuration = "40s")
  void whatEndsHere_endsHere_andNothingIsAdded(byte[] bytes) {
    List<Entry<String, String>> fields = fields(bytes);
    List<String> connection = values(fields, "connection");
    List<Entry<String, String>> passed = new ArrayList<>();
    EndToEnd.copy(fields, connection, (name, value) -> passed.add(Map.entry(name, value)));
    assertThat(fields).containsAll(passed);
    for (Entry<String, String> field : passed) {
      assertThat(HopByHop.isAlways(field.getKey())).isFalse();
      if (ConnectionField.has(connection, field.getKey())) {
        assertThat(field.getKey()).matches("(?i)|close|keep-alive");
      }
    }
    List<Entry<String, String>> again = new ArrayList<>();
    EndToEnd.copy(passed, connection, (name, value) -> again.add(Map.entry(name, value)));
    assertThat(again).isEqualTo(passed);
    TrailerFields.copy(
        fields,
        connection,
        any -> false,
        (name, value) -> {
          assertThat(passed).contains(Map.entry(name, value));
          assertThat(name).isNotEmpty().doesNotStartWith(":");
          assertThat(name.replace('_', '-')).isNotEqualToIgnoringCase("content-length");
          assertThat(name.replace('_', '-')).isNotEqualToIgnoringCase("x-real-ip");
        });
    List<String> via = values(fields, "via");
    assertThat(new Via("me").isIn(List.of(new Via("me").afterHttp11(via)))).isTrue();
  }

  private static List<Entry<String, String>> fields(byte[] bytes) {
    List<Entry<String, String>> fields = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n")) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).trim()));
      }
    }
    return fields;
  }

  private static List<String> values(List<Entry<String, String>> fields, String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Entry::getValue)
        .toList();
  }
}
