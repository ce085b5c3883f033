package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.MemoryExchange;

/** The event stream without a socket: looks are made when the test's clock says so. */
class EventEndpointTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private JsonObject state = state(member("pi1", 0), member("pi2", 0));
  private int looks;
  private final EventEndpoint events =
      new EventEndpoint(
          () -> {
            looks++;
            return state;
          },
          time,
          Runnable::run);

  private static JsonObject member(String id, int picks) {
    return new JsonObject().put("id", id).put("picks", picks).put("state", "enabled");
  }

  private static JsonObject state(JsonObject... members) {
    JsonObject cluster =
        new JsonObject().put("name", "c").put("members", new JsonArray(List.of(members)));
    return new JsonObject()
        .put("time", "2026-11-28T12:00:00Z")
        .put("clusters", new JsonArray().add(cluster));
  }

  private MemoryExchange opened(MemoryExchange exchange) {
    events.open(new ManagerCall(exchange, "", "", ""));
    return exchange;
  }

  private MemoryExchange opened() {
    return opened(new MemoryExchange("GET", "/m/api/events"));
  }

  @Test
  void client_isToldOfEverything_whenItComes() {
    MemoryExchange client = opened();

    assertThat(client.responseFields().get("Content-Type")).isEqualTo("text/event-stream");
    assertThat(client.answer())
        .isEqualTo("retry: 2000\n\nevent: clusters\ndata: " + state.encode() + "\n\n");
    assertThat(client.isOver()).isFalse();
  }

  @Test
  void client_isToldOfWhatHasChanged_andOfNothingElse() {
    MemoryExchange client = opened();
    String before = client.answer();
    state = state(member("pi1", 0), member("pi2", 7));
    time.advance(SECOND);

    assertThat(client.answer().substring(before.length()))
        .isEqualTo(
            "event: change\ndata: {\"time\":\"2026-11-28T12:00:00Z\",\"clusters\":[{\"members\":"
                + "[{\"picks\":7,\"id\":\"pi2\"}],\"name\":\"c\"}]}\n\n");
  }

  @Test
  void client_thatIsSlow_isToldOfEverythingSince_atOnce() {
    MemoryExchange slow = opened(new MemoryExchange("GET", "/m/api/events").slow());
    String before = slow.answer();
    for (int picks = 1; picks < 9; picks++) {
      state = state(member("pi1", picks), member("pi2", 0));
      time.advance(SECOND);
    }
    assertThat(slow.answer()).isEqualTo(before);
    slow.take();
    time.advance(SECOND);

    assertThat(slow.answer().substring(before.length()))
        .contains("\"picks\":8")
        .containsOnlyOnce("event: change");
  }

  @Test
  void client_isToldThatTheStreamLives_whileNothingChanges() {
    MemoryExchange client = opened();
    String before = client.answer();
    time.advance(SECOND.multipliedBy(EventEndpoint.QUIET_LOOKS));

    assertThat(client.answer().substring(before.length())).isEqualTo(":\n\n");
  }

  @Test
  void members_thatComeAndGo_areTold_inTheirOrder() {
    MemoryExchange client = opened();
    state = state(member("pi3", 1), member("pi1", 0));
    time.advance(SECOND);

    assertThat(client.answer())
        .contains("\"ids\":[\"pi3\",\"pi1\"]")
        .contains("{\"picks\":1,\"state\":\"enabled\",\"id\":\"pi3\"}");
  }

  @Test
  void clusters_thatAreOthers_areToldWhole() {
    MemoryExchange client = opened();
    state.getJsonArray("clusters").add(new JsonObject().put("name", "d"));
    JsonObject next = state(member("pi1", 0));
    next.getJsonArray("clusters").getJsonObject(0).put("name", "d");
    state = next;
    time.advance(SECOND);

    assertThat(client.answer()).endsWith("event: clusters\ndata: " + next.encode() + "\n\n");
  }

  @Test
  void looks_areMadeForClientsOnly() {
    MemoryExchange client = opened();
    time.advance(SECOND);
    client.leave();
    time.advance(SECOND);
    int before = looks;
    time.advance(SECOND.multipliedBy(60));

    assertThat(looks).isEqualTo(before);
  }

  @Test
  void clients_areBounded_andARoomIsFreeWhenOneLeaves() {
    List<MemoryExchange> clients = new ArrayList<>();
    for (int i = 0; i < EventEndpoint.CLIENTS_MAX; i++) {
      clients.add(opened());
    }
    assertThat(opened().status()).isEqualTo(503);
    clients.get(0).leave();
    assertThat(opened().status()).isEqualTo(200);
  }

  @Test
  void close_endsEveryStream_andLetsNoneBegin() {
    MemoryExchange client = opened();
    events.close();

    assertThat(client.isOver()).isTrue();
    assertThat(opened().status()).isEqualTo(503);
  }

  @Test
  void head_isAnswered_withoutAStream() {
    MemoryExchange head = opened(new MemoryExchange("HEAD", "/m/api/events"));

    assertThat(head.isOver()).isTrue();
    assertThat(head.answer()).isEmpty();
  }
}
