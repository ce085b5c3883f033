package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.ManagerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What all commands to a running balancer have in common: which manager, which cluster, and whether
 * the answer is printed as the manager gives it. For the main thread.
 */
@Command(
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done",
      "2:not done: the command line is wrong, or the manager refuses it and says why",
      "4:the manager does not answer, or not now",
      "5:done, but what was waited for has not come in time"
    })
abstract class ManagerCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager = new ManagerOptions();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster; need not be said if there is one.")
  private @Nullable String cluster;

  @Option(names = "--json", description = "Prints what the manager answers.")
  private boolean json;

  @Override
  public final Integer call() {
    return status(() -> run(manager.client()));
  }

  /** How a command ends that asks a manager. */
  static int status(Runnable command) {
    try {
      command.run();
      return 0;
    } catch (ManagerException e) {
      System.err.println("balancer: " + e.getMessage());
      return e.isRefusal() ? Main.FAULT : ManagerFault.UNREACHED;
    } catch (ManagerFault e) {
      System.err.println("balancer: " + e.getMessage());
      return e.status();
    }
  }

  /** Does it. */
  abstract void run(ManagerClient client);

  /** The path of the cluster that is meant. */
  final String cluster(ManagerClient client) {
    return "/clusters/" + ManagerClient.segment(clusterName(client));
  }

  private String clusterName(ManagerClient client) {
    if (cluster != null) {
      return cluster;
    }
    List<String> names =
        objects(client.get("/clusters").getJsonArray("clusters"))
            .map(each -> each.getString("name"))
            .toList();
    if (names.size() != 1) {
      String some = names.stream().collect(Collectors.joining(", "));
      throw new Fault(
          Check.message("--cluster", "missing", some.isEmpty() ? "none is there" : some));
    }
    return names.get(0);
  }

  /** Whether a cluster is meant by a command that may be about all. */
  final boolean isMeant(String name) {
    return cluster == null || cluster.equals(name);
  }

  /** The path of a member of it. */
  final String member(ManagerClient client, String id) {
    return cluster(client) + "/members/" + ManagerClient.segment(id);
  }

  /** Says what came of it: what the manager answered, or in words. */
  final void say(JsonObject answer, String words) {
    System.out.println(json ? answer.encodePrettily() : words);
  }

  /** Whether what is printed is for a program. */
  final boolean isJson() {
    return json;
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
