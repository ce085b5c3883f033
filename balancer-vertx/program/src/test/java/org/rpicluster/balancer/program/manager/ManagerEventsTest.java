package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.BODY;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event stream, as a browser has it: on the program, over a socket. */
@Timeout(60)
class ManagerEventsTest {

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  private Iterator<String> opened() throws Exception {
    HttpResponse<Stream<String>> answer =
        manager.client.send(manager.to(P + "/api/events").GET().build(), BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    return answer.body().iterator();
  }

  private static JsonObject next(Iterator<String> lines, String event) {
    for (String line = lines.next(); !line.equals("event: " + event); line = lines.next()) {
      assertThat(line).isNotNull();
    }
    return new JsonObject(lines.next().substring("data: ".length()));
  }

  private static JsonObject member(JsonObject data) {
    return data.getJsonArray("clusters").getJsonObject(0).getJsonArray("members").getJsonObject(0);
  }

  @Test
  void edit_isToldOfToTheOthers() throws Exception {
    Iterator<String> lines = opened();
    JsonObject all = next(lines, "clusters");
    assertThat(member(all).getString("id")).isEqualTo("pi1");
    manager.send("PATCH", PI2, BODY);

    JsonObject change = next(lines, "change");
    while (!change.encode().contains("\"weight\"")) {
      change = next(lines, "change"); // what its heap has in use changes, too
    }
    assertThat(change.encode())
        .contains("\"weight\":3", "\"edited\":\"changed\"", "\"id\":\"pi2\"")
        .doesNotContain("\"url\"");
  }

  @Test
  void stream_endsWithAReload_soThatNothingOldStands() throws Exception {
    Iterator<String> lines = opened();
    next(lines, "clusters");
    manager.reload("{}");
    while (lines.hasNext()) {
      lines.next();
    }
    assertThat(member(next(opened(), "clusters")).getString("id")).isEqualTo("pi1");
  }
}
