package org.rpicluster.balancer.program.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.program.managerclient.ManagerClient;

/** Members that announce themselves come and go while the program runs, and edits hold. */
@Timeout(120)
class DiscoveryTest {

  private static final String BOTH = "http://127.0.0.1:1\nhttp://127.0.0.1:2\n";
  private static final String FIRST = "http://127.0.0.1:1\n";

  @TempDir private Path home;
  private StartedProgram program;

  @BeforeEach
  void begin() throws IOException {
    write(BOTH);
    program = start("5m");
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private Path file() {
    return home.resolve("members.txt");
  }

  private void write(String text) throws IOException {
    Path next = Files.writeString(home.resolve("next"), text);
    Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
  }

  private StartedProgram start(String leave) {
    return new StartedProgram(yaml(source(leave)));
  }

  private String source(String leave) {
    return "{file: "
        + file()
        + ", allow: [127.0.0.0/8], ports: [1-9], every: 100ms, leave: "
        + leave
        + "}";
  }

  private String yaml(String... sources) {
    return "listen: 127.0.0.1:0\nstateFile: "
        + home.resolve("state.json")
        + "\nclusters: {c: {discover: ["
        + String.join(", ", sources)
        + "]}}\nroutes: [{path: /m, manager: {}}, {path: /, cluster: c}]\n";
  }

  private ManagerClient manager() {
    return ManagerClient.at(URI.create("http://127.0.0.1:" + program.port(0) + "/m"));
  }

  private Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    JsonArray members = manager().get("/clusters/c").getJsonArray("members");
    for (Object each : members) {
      JsonObject member = (JsonObject) each;
      states.put(member.getString("id"), member.getString("state"));
    }
    return states;
  }

  private JsonObject member(String id) {
    return manager().get("/clusters/c/members/" + id);
  }

  private void edit(String id, String setting, Object value) {
    manager().change("PATCH", "/clusters/c/members/" + id, new JsonObject().put(setting, value));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private void awaitStates(String... states) {
    await(
        () ->
            states().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .toList()
                .equals(List.of(states)));
  }

  private void awaitBoth() {
    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:2 enabled");
  }

  @Test
  void foundMembers_areThere_andSayByWhat() {
    awaitBoth();

    assertThat(member("127.0.0.1:1"))
        .contains(
            Map.entry("foundBy", "file " + file()),
            Map.entry("announced", true),
            Map.entry("edited", "no"));
  }

  @Test
  void memberThatVanishes_drains_andIsBackWhenItIsAnnounced() throws IOException {
    awaitBoth();
    write(FIRST);
    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:2 draining");
    assertThat(member("127.0.0.1:2").getBoolean("announced")).isFalse();

    write(BOTH);
    awaitBoth();
  }

  @Test
  void memberThatVanishes_leavesInTime_andOneThatWasEdited_whenItsEditIsReset() throws IOException {
    awaitBoth();
    program.reload(yaml(source("0s")));
    write(FIRST);
    awaitStates("127.0.0.1:1 enabled");

    edit("127.0.0.1:1", "weight", 3);
    write("http://127.0.0.1:3\n");
    awaitStates("127.0.0.1:1 draining", "127.0.0.1:3 enabled");
    manager().change("POST", "/clusters/c/members/127.0.0.1:1/reset", new JsonObject());
    awaitStates("127.0.0.1:3 enabled");
  }

  @Test
  void halfWrittenFile_changesNothing() throws IOException {
    awaitBoth();
    Files.writeString(file(), "http://127.0.0.1:3\nhttp://127.0.0.");
    edit("127.0.0.1:1", "weight", 2);
    program.reload(yaml(source("1m")));
    assertThat(states()).containsOnlyKeys("127.0.0.1:1", "127.0.0.1:2");

    Files.writeString(file(), "http://127.0.0.1:3\nhttp://127.0.0.1:1\n");
    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:2 draining", "127.0.0.1:3 enabled");
  }

  @Test
  void edits_winOverWhatIsAnnounced_alsoOverARestart() throws IOException {
    awaitBoth();
    edit("127.0.0.1:1", "weight", 1);
    edit("127.0.0.1:2", "state", "disabled");
    write("- {url: 'http://127.0.0.1:1', weight: 9, set: 1}\n- http://127.0.0.1:3\n");
    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:2 disabled", "127.0.0.1:3 enabled");
    await(() -> member("127.0.0.1:1").getInteger("set") == 1);
    assertThat(member("127.0.0.1:1").getInteger("weight")).isEqualTo(1);

    program.close();
    Files.delete(file());
    program = start("5m");
    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:2 disabled", "127.0.0.1:3 enabled");
    assertThat(member("127.0.0.1:1").getInteger("weight")).isEqualTo(1);
    assertThat(member("127.0.0.1:2").getBoolean("announced")).isFalse();
  }

  @Test
  void memberThatWasRemoved_staysAway_whateverIsAnnounced() throws IOException {
    awaitBoth();
    manager().change("DELETE", "/clusters/c/members/127.0.0.1:2", new JsonObject());
    awaitStates("127.0.0.1:1 enabled");
    write(FIRST);
    write(BOTH + "http://127.0.0.1:3\n");

    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:3 enabled");
  }

  @Test
  void drainOfAMember_holdsWhileItIsAway() throws IOException {
    awaitBoth();
    write(FIRST);
    awaitStates("127.0.0.1:1 enabled", "127.0.0.1:2 draining");
    edit("127.0.0.1:2", "state", "draining");
    write(BOTH);

    await(() -> member("127.0.0.1:2").getBoolean("announced"));
    assertThat(states()).containsEntry("127.0.0.1:2", "draining");
  }

  @Test
  void membersOfASource_leaveWithIt() {
    awaitBoth();
    program.reload(yaml(source("5m")).replace("c: {", "c: {members: ['http://127.0.0.1:7'], "));
    assertThat(states()).hasSize(3);

    program.reload(
        yaml("{heartbeat: 127.0.0.1:9, allow: [10.0.0.1]}")
            .replace("c: {", "c: {members: ['http://127.0.0.1:7'], "));
    assertThat(states()).containsOnlyKeys("127.0.0.1:7");
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void beat(int port) throws IOException {
    byte[] beat = "v=1&ready=75&busy=0".getBytes(StandardCharsets.US_ASCII);
    InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.send(new DatagramPacket(beat, beat.length, to));
    }
  }

  @Test
  void heartbeats_announceWhoSendsThem() throws IOException {
    int port = freePort();
    String at = "127.0.0.1:" + port;
    program.reload(
        yaml("{heartbeat: " + at + ", allow: [127.0.0.1], port: 7, every: 100ms, silence: 1s}"));

    await(
        () -> {
          beat(port);
          return states().equals(Map.of("127.0.0.1:7", "enabled"));
        });
    assertThat(member("127.0.0.1:7").getString("foundBy")).isEqualTo("heartbeat " + at);
  }
}
