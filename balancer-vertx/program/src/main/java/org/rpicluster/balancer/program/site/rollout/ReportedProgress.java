package org.rpicluster.balancer.program.site.rollout;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.ManagerException;

/**
 * Tells the balancer how its roll-out gets on, so that its page and {@code status} show it, after
 * it has told the user. A request to the manager at each step; one that does not take it changes
 * nothing: the roll-out does not depend on being seen. Any thread.
 */
public final class ReportedProgress implements RolloutProgress {

  /** What a manager takes. */
  private static final int CHARACTERS_MAX = 256;

  private final ManagerClient manager;
  private final String path;
  private final RolloutProgress user;
  private volatile String target = "";

  /** Of one cluster, to its manager and its user. */
  public ReportedProgress(ManagerClient manager, String cluster, RolloutProgress user) {
    this.manager = manager;
    this.path = "/clusters/" + ManagerClient.segment(cluster) + "/rollout";
    this.user = user;
  }

  @Override
  public void began(String target) {
    this.target = target;
    user.began(target);
  }

  @Override
  public void reached(String member, String step, String detail) {
    user.reached(member, step, detail);
    report(member, step, detail, "");
  }

  @Override
  public void serves(String member, String version) {
    user.serves(member, version);
    report(member, "serves", version, version);
  }

  /** It has stopped, and may be gone on with. */
  public void stopped(String why) {
    if (!target.isEmpty()) {
      report("", "stopped", why, "");
    }
  }

  private void report(String member, String step, String detail, String version) {
    try {
      manager.change(
          "POST",
          path,
          new JsonObject()
              .put("target", line(target))
              .put("member", member)
              .put("step", step)
              .put("detail", line(detail))
              .put("version", version));
    } catch (ManagerException e) {
      return; // a balancer that restarts, or an older one
    }
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= CHARACTERS_MAX ? line : line.substring(0, CHARACTERS_MAX);
  }
}
