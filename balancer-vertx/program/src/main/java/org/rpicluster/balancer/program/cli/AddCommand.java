package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code add URL}: a member joins. */
@Command(name = "add", description = "Adds a member.")
final class AddCommand extends ManagerCommand {

  @Parameters(paramLabel = "URL", description = "Such as http://192.168.0.7:80")
  private String url = "";

  @Option(names = "--id", paramLabel = "ID", description = "Its id; by default host:port.")
  private @Nullable String id;

  @Option(names = "--weight", paramLabel = "WEIGHT", description = "Its share of the work.")
  private @Nullable Double weight;

  @Option(names = "--set", paramLabel = "SET", description = "The lowest usable set serves.")
  private @Nullable Integer set;

  @Option(names = "--role", paramLabel = "ROLE", description = "active, spare or standby.")
  private @Nullable String role;

  @Option(names = "--state", paramLabel = "STATE", description = "Such as disabled.")
  private @Nullable String state;

  @Option(names = "--route", paramLabel = "ROUTE", description = "What names it in sessions.")
  private @Nullable String route;

  @Override
  void run(ManagerClient client) {
    JsonObject body = new JsonObject().put("url", url);
    put(body, "id", id);
    put(body, "weight", weight);
    put(body, "set", set);
    put(body, "role", role);
    put(body, "state", state);
    put(body, "route", route);
    JsonObject member = client.change("POST", cluster(client) + "/members", body);
    say(member, member.getString("id") + " is added, and " + member.getString("state"));
  }

  private static void put(JsonObject body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
