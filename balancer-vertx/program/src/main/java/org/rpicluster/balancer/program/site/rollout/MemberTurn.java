package org.rpicluster.balancer.program.site.rollout;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * One member's turn: it leaves, is empty, is updated, is well, serves again. If a step fails it
 * stays disabled: visitors are with the others. Blocks; any thread.
 */
final class MemberTurn {

  private static final String AWAY = "disabled";

  private final ManagerClient manager;
  private final RolloutSettings settings;
  private final RolloutJournal journal;
  private final ConditionWait patience;
  private final RolloutProgress progress;
  private final DisruptionBudget room;
  private final WorkerSite workers = new WorkerSite();

  MemberTurn(
      ManagerClient manager,
      RolloutSettings settings,
      RolloutJournal journal,
      ConditionWait patience,
      RolloutProgress progress) {
    this.manager = manager;
    this.settings = settings;
    this.journal = journal;
    this.patience = patience;
    this.progress = progress;
    this.room = new DisruptionBudget(manager, settings, journal, patience);
  }

  /**
   * Brings a member to what an update makes of it.
   *
   * @throws SiteException with the step at which it stopped
   */
  void take(String id, MemberUpdate update) {
    leave(id, update);
    drain(id);
    update(id, update);
    awaitHealth(id);
    serveAgain(id);
  }

  private MemberStatus status(String id) {
    return manager.member(settings.cluster(), id);
  }

  private void leave(String id, MemberUpdate update) {
    MemberStatus member = status(id);
    room.leave(
        id,
        () -> {
          journal.begun(id, member.state(), update.now(member));
          progress.reached(id, "leaving", member.inFlight() + " in flight");
          set(id, AWAY);
        });
  }

  private void drain(String id) {
    boolean isEmpty = patience.until(settings.drainWithin(), () -> status(id).inFlight() == 0);
    progress.reached(
        id,
        isEmpty ? "empty" : "not-empty",
        isEmpty ? "nothing in flight" : status(id).inFlight() + " still in flight, not waited for");
  }

  private void update(String id, MemberUpdate update) {
    MemberStatus member = status(id);
    progress.reached(id, "updating", update.target());
    update.begin(member);
    if (!patience.until(settings.updateWithin(), () -> update.isDone(member))) {
      throw new SiteException(
          id
              + ": has \""
              + update.now(member)
              + "\" after "
              + settings.updateWithin().toSeconds()
              + " s (expected: "
              + update.target()
              + ")");
    }
    progress.reached(id, "updated", update.target());
    tellVersion(member, update, progress);
  }

  /** A command's update has no versions. */
  static void tellVersion(MemberStatus member, MemberUpdate update, RolloutProgress progress) {
    String version = update.now(member);
    if (!version.isEmpty()) {
      progress.serves(member.id(), version);
    }
  }

  private void awaitHealth(String id) {
    HealthCheck check = new HealthCheck(workers, status(id));
    boolean isWell =
        settings.healthyCount() == 0
            || patience.until(
                settings.healthyWithin(), () -> check.look(status(id)) >= settings.healthyCount());
    if (!isWell) {
      throw new SiteException(
          id
              + ": is not well after "
              + settings.healthyWithin().toSeconds()
              + " s: "
              + check.found()
              + " (expected: "
              + settings.healthyCount()
              + " good in a row)");
    }
    progress.reached(id, "healthy", settings.healthyCount() + " good in a row");
  }

  private void serveAgain(String id) {
    String state = journal.entry(id).state();
    set(id, state);
    journal.done(id);
    progress.reached(id, "serving", state);
  }

  private void set(String id, String state) {
    manager.changeMember(settings.cluster(), id, new JsonObject().put("state", state));
  }
}
