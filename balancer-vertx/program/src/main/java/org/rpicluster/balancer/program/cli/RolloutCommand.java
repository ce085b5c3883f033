package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.ManagerException;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.rollout.HostCommand;
import org.rpicluster.balancer.program.site.rollout.MemberUpdate;
import org.rpicluster.balancer.program.site.rollout.NoUpdate;
import org.rpicluster.balancer.program.site.rollout.ReportedProgress;
import org.rpicluster.balancer.program.site.rollout.Rollout;
import org.rpicluster.balancer.program.site.rollout.RolloutJournal;
import org.rpicluster.balancer.program.site.rollout.RolloutProgress;
import org.rpicluster.balancer.program.site.rollout.RolloutSettings;
import org.rpicluster.balancer.program.site.rollout.WantedVersion;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout --manager URL --cluster C}: updates members while the others serve. */
@Command(
    name = "rollout",
    description = {
      "Updates the members of a cluster one after the other, while the others serve.",
      "To a version that is published: --version V --updates UPDATES. Or by a command,",
      "which is run for each: -- ssh {host} sudo apt-get upgrade -y"
    },
    showDefaultValues = true)
final class RolloutCommand implements Callable<Integer> {

  private static final String HOW_TO_GO_ON =
      ". Run the same command to go on, or with --abort or --back";

  @Mixin private ManagerOptions manager = new ManagerOptions();

  @Option(names = "--cluster", paramLabel = "C", required = true, description = "The cluster.")
  private String cluster = "";

  // The site's: so the standard options are not mixed in.
  @Option(
      names = "--version",
      paramLabel = "V",
      description = "The version that members shall serve, as publish has named it.")
  private @Nullable String version;

  @Option(
      names = "--updates",
      paramLabel = "UPDATES",
      description = "The directory of updates, where wanted/NAME.json is written.")
  private @Nullable Path updates;

  @Option(names = "--sign", paramLabel = "KEY", description = "Sign it: a key as for publish.")
  private @Nullable Path key;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "How far it has come. Default: rollout-C.json here.")
  private @Nullable Path journal;

  @Option(names = "--abort", description = "End it where it stands; who is away comes back.")
  private boolean abort;

  @Option(names = "--back", description = "Take it back, from all members that have got it.")
  private boolean back;

  @Option(names = "--json", description = "A JSON object a line.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Mixin private RolloutOptions options = new RolloutOptions();

  @Parameters(paramLabel = "COMMAND", description = "Behind --: a command with {host} or {id}.")
  private List<String> command = List.of();

  private final StopLatch stop = new StopLatch();

  @Override
  public Integer call() {
    return SiteFaults.asFaults(
        () -> {
          Check.argument(!(abort && back), "--abort", "given with --back", "one of them");
          stop.listen();
          ManagerClient client = manager.client();
          ReportedProgress progress = new ReportedProgress(client, cluster, progress());
          try {
            carryOut(client, progress);
          } catch (SiteException | ManagerException e) {
            progress.stopped(e.getMessage());
            throw new Fault(e.getMessage() + HOW_TO_GO_ON);
          }
          return 0;
        });
  }

  private void carryOut(ManagerClient client, RolloutProgress progress) throws IOException {
    RolloutSettings settings = options.settings(cluster);
    RolloutJournal kept =
        RolloutJournal.at(journal == null ? Path.of("rollout-" + cluster + ".json") : journal);
    Rollout rollout =
        new Rollout(
            client,
            settings,
            kept,
            progress,
            Ticker.system(),
            stop,
            work -> Scheduler.daemon("rollout").schedule(0, work));
    if (abort) {
      rollout.abort(before -> isByCommand() ? new NoUpdate() : backTo(before));
    } else if (back) {
      rollout.back(before -> isByCommand() ? byCommand() : backTo(before));
    } else {
      rollout.run(isByCommand() ? byCommand() : toVersion(version));
    }
  }

  private boolean isByCommand() {
    boolean isGiven = !command.isEmpty();
    Check.argument(
        isGiven == (updates == null), "--updates", updates, "either --updates, or -- COMMAND");
    return isGiven;
  }

  private MemberUpdate byCommand() {
    return new HostCommand(command, options.updateWithin());
  }

  private MemberUpdate backTo(String before) {
    Check.argument(!before.isEmpty(), "/.version", "not known of before", "the version to go to");
    return toVersion(before);
  }

  private MemberUpdate toVersion(@Nullable String name) {
    Check.argument(name != null, "--version", "missing", "a version that is published");
    return WantedVersion.of(
        List.of(updates).get(0),
        name,
        Optional.ofNullable(key).map(SigningKey::read),
        Ticker.system());
  }

  private RolloutProgress progress() {
    return json ? RolloutCommand::sayAsJson : RolloutCommand::say;
  }

  private static void say(String member, String step, String detail) {
    System.out.println((member.isEmpty() ? "" : member + ": ") + step + ": " + detail);
  }

  private static void sayAsJson(String member, String step, String detail) {
    JsonObject line = new JsonObject().put("time", Ticker.system().now().toString());
    if (!member.isEmpty()) {
      line.put("member", member);
    }
    System.out.println(line.put("step", step).put("detail", detail).encode());
  }
}
