package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.manager.ManagerServer.PATH;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** The document of the API beside the server: the paths and methods of both are the same. */
@Timeout(60)
class ApiDocumentTest {

  private static final List<String> METHODS = List.of("get", "post", "patch", "put", "delete");

  private final JsonObject document = new JsonObject(ApiDocument.at(PATH).text());

  private Set<String> documented() {
    Set<String> all = new TreeSet<>();
    for (String path : document.getJsonObject("paths").fieldNames()) {
      document.getJsonObject("paths").getJsonObject(path).fieldNames().stream()
          .filter(METHODS::contains)
          .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path));
    }
    return all;
  }

  @Test
  void document_hasEveryPathAndMethodOfTheServer_andNoOther() {
    try (ManagerServer server =
        new ManagerServer(
            List.of(), Optional.of((edit, who) -> Future.succeededFuture()), "127.0.0.1")) {
      Set<String> offered =
          server.manager.offered().stream()
              .filter(each -> each.matches("[A-Z]+ /(api/.*|health|metrics)"))
              .map(each -> each.replaceAll(":(\\w+)", "{$1}"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(documented()).isEqualTo(offered);
    }
  }

  @Test
  void document_isServed_withThePathOfItsManager() throws Exception {
    try (ManagerServer server = new ManagerServer(List.of(), "127.0.0.1")) {
      assertThat(new JsonObject(server.get(PATH + "/api/openapi.json").body())).isEqualTo(document);
    }
    assertThat(ApiDocument.at("/m").text()).contains("\"servers\": [{\"url\": \"/m\"}]");
  }

  @Test
  void settingsOfAMember_areThoseOfTheTable_withItsRanges() {
    JsonObject change = schema("MemberChange").getJsonObject("properties");
    assertThat(change.fieldNames()).containsExactlyInAnyOrderElementsOf(MemberSetting.names());
    assertThat(schema("NewMember").getJsonObject("properties").fieldNames())
        .containsAll(MemberSetting.names())
        .contains("url", "id");
    assertThat(change.getJsonObject("weight").getInteger("maximum")).isEqualTo(100);
    assertThat(change.getJsonObject("set").getInteger("maximum")).isEqualTo(99);
  }

  private JsonObject schema(String name) {
    return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }
}
