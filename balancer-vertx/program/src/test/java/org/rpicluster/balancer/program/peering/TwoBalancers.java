package org.rpicluster.balancer.program.peering;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.program.managerclient.ManagerClient;

/**
 * Balancers that are peers, two or more, each with a state file, on ports that are free. For one
 * test.
 */
final class TwoBalancers implements AutoCloseable {

  private static final String MEMBERS =
      "{id: pi1, url: 'http://127.0.0.1:1'}, {id: pi2, url: 'http://127.0.0.1:2'}";

  private final Path home;
  private final List<String> addresses = new ArrayList<>();
  private final List<@Nullable StartedProgram> programs = new ArrayList<>();

  private String ofPeers = "";
  private String ofCluster = "";
  private String members = MEMBERS;

  TwoBalancers(Path home) throws IOException {
    this(home, 2);
  }

  /** More of them. */
  TwoBalancers(Path home, int count) throws IOException {
    this.home = home;
    for (int i = 0; i < count; i++) {
      programs.add(null);
      addresses.add(freeAddress());
      secret(i, "0123456789abcdef0123456789abcdef");
    }
  }

  /**
   * A port at an address of the loopback that no other test has: a port of 127.0.0.1 that was free
   * may be any client's when the balancer wants it.
   */
  private static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      return "127.77." + (port >> Byte.SIZE) + "." + (port & 0xff) + ":" + port;
    }
  }

  /** Where its peers reach a balancer. */
  String address(int balancer) {
    return addresses.get(balancer);
  }

  /** What a balancer takes for the shared secret. */
  void secret(int balancer, String secret) throws IOException {
    Files.writeString(home.resolve("secret" + balancer), secret);
  }

  /** What else `peers`, and the cluster, are to say, as YAML. */
  void settings(String peers, String cluster) {
    ofPeers = peers;
    ofCluster = cluster;
  }

  /** Other members than the two at which nothing listens. */
  void members(String yaml) {
    members = yaml;
  }

  void start(int balancer) {
    programs.set(balancer, new StartedProgram(yaml(balancer, members)));
  }

  void reload(int balancer, String those) {
    program(balancer).reload(yaml(balancer, those));
  }

  private StartedProgram program(int balancer) {
    StartedProgram program = programs.get(balancer);
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }

  void stop(int balancer) {
    program(balancer).close();
    programs.set(balancer, null);
  }

  private String yaml(int balancer, String those) {
    return String.format(
        Locale.ROOT,
        """
        listen: 127.0.0.1:0
        stateFile: '%s'
        peers:
          listen: %s
          members: ['%s']
          secret: '%s'
          name: balancer%d
          address: 127.0.0.1
          %s
        clusters: {c: {members: [%s], %s}}
        routes:
          - {path: /manager, manager: {}}
          - {path: /, cluster: c}
        """,
        home.resolve("state" + balancer),
        addresses.get(balancer),
        String.join("', '", addresses),
        home.resolve("secret" + balancer),
        balancer,
        ofPeers,
        those,
        ofCluster);
  }

  /** The port at which a balancer serves. */
  int port(int balancer) {
    return program(balancer).port(0);
  }

  String managerUrl(int balancer) {
    return "http://127.0.0.1:" + program(balancer).port(0) + "/manager";
  }

  ManagerClient manager(int balancer) {
    return ManagerClient.at(URI.create(managerUrl(balancer)));
  }

  void edit(int balancer, String member, String setting, Object value) {
    manager(balancer).changeMember("c", member, new JsonObject().put(setting, value));
  }

  Object setting(int balancer, String member, String setting) {
    return manager(balancer).get("/clusters/c/members/" + member).getValue(setting);
  }

  /** What a roll-out that goes on is of, as a balancer sees it. */
  String rollout(int balancer) {
    JsonObject rollout = manager(balancer).get("/clusters/c").getJsonObject("rollout");
    return rollout == null ? "" : rollout.getString("target");
  }

  List<String> ids(int balancer) {
    return manager(balancer).members("c").stream().map(member -> member.id()).sorted().toList();
  }

  /** The state file of a balancer. */
  Path state(int balancer) {
    return home.resolve("state" + balancer);
  }

  /** The balancers that one sees. */
  List<JsonObject> seenBy(int balancer) {
    return manager(balancer).get("/peers").getJsonArray("balancers").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Override
  public void close() {
    programs.stream().filter(program -> program != null).forEach(StartedProgram::close);
  }
}
