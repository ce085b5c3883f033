package org.rpicluster.balancer.program.site.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.Pause;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.time.Ticker;

/**
 * Brings the members of a cluster to a version, some at a time, and stops at the first that fails:
 * that one stays away, those that were not asked yet keep what they have. Blocks until it is over;
 * for one thread, which has as many others as members may be away.
 */
public final class Rollout {

  private final ManagerClient manager;
  private final RolloutSettings settings;
  private final RolloutJournal journal;
  private final ConditionWait patience;
  private final RolloutProgress progress;
  private final Executor executor;
  private final MemberTurn turn;

  /**
   * A roll-out.
   *
   * @param executor gives each task a thread of its own: as many as members may be away
   */
  public Rollout(
      ManagerClient manager,
      RolloutSettings settings,
      RolloutJournal journal,
      RolloutProgress progress,
      Ticker ticker,
      Pause pause,
      Executor executor) {
    this.manager = manager;
    this.settings = settings;
    this.journal = journal;
    this.progress = progress;
    this.executor = executor;
    this.patience = new ConditionWait(ticker, pause);
    this.turn = new MemberTurn(manager, settings, journal, patience, progress);
  }

  /**
   * Begins, or goes on where it was stopped.
   *
   * @throws SiteException with the member and the step at which it stopped
   * @throws IllegalArgumentException if the manager would not change any member
   */
  public void run(MemberUpdate update) {
    checkManager();
    List<MemberStatus> members = members();
    update.check(members);
    journal.begin(
        settings.cluster(), update.target(), members.stream().map(MemberStatus::id).toList());
    progress.began(update.target());
    members.forEach(member -> MemberTurn.tellVersion(member, update, progress));
    List<String> left = new ArrayList<>(journal.at(RolloutJournal.Step.BEGUN));
    left.addAll(journal.at(RolloutJournal.Step.WAITING));
    int gone = journal.at(RolloutJournal.Step.DONE).size();
    int first = Math.min(Math.max(0, settings.canary() - gone), left.size());
    inTurn(left.subList(0, first), 1, id -> take(id, update));
    List<String> others = left.subList(first, left.size());
    if (first > 0 && !others.isEmpty()) {
      progress.reached("", "pause", settings.canaryPause().toSeconds() + " s");
      patience.pause(settings.canaryPause());
    }
    inTurn(others, settings.maxUnavailable(), id -> take(id, update));
    progress.reached("", "done", update.target());
  }

  /**
   * Ends it where it stands: members that are away go back to what they had and serve again; those
   * that are done stay as they are.
   *
   * @param backTo the update to what a member had
   */
  public void abort(Function<String, MemberUpdate> backTo) {
    back(journal.at(RolloutJournal.Step.BEGUN), backTo);
  }

  /** Takes it back: every member that has it, or is away for it, goes back to what it had. */
  public void back(Function<String, MemberUpdate> backTo) {
    List<String> members = new ArrayList<>(journal.at(RolloutJournal.Step.BEGUN));
    members.addAll(journal.at(RolloutJournal.Step.DONE));
    back(members, backTo);
  }

  private void back(List<String> members, Function<String, MemberUpdate> backTo) {
    checkManager();
    progress.began(members.isEmpty() ? "nothing" : "what was before " + journal.target());
    inTurn(
        members,
        settings.maxUnavailable(),
        id -> {
          MemberUpdate update = backTo.apply(journal.entry(id).before());
          turn.take(id, update);
          journal.waiting(id);
        });
    journal.end();
    progress.reached("", "done", members.size() + " went back");
  }

  /** Before anything is written: the first member would be told what the balancer never is. */
  private void checkManager() {
    Check.argument(
        manager.mayEdit(),
        "--manager",
        manager + " only shows",
        "one without `readOnly`, and none of its `readers`");
  }

  private List<MemberStatus> members() {
    List<MemberStatus> members = manager.members(settings.cluster());
    if (members.size() < 2) {
      throw new SiteException(
          settings.cluster()
              + ": has "
              + members.size()
              + " member (expected: 2 or more, so that one"
              + " serves)");
    }
    return members;
  }

  /** A member that has it already is told so, and serves on. */
  private void take(String id, MemberUpdate update) {
    MemberStatus member = manager.member(settings.cluster(), id);
    String now = update.now(member);
    boolean isThere = now.equals(update.target()) && member.isEnabled();
    if (journal.entry(id).step() == RolloutJournal.Step.WAITING && isThere) {
      journal.begun(id, member.state(), now);
      update.begin(member);
      journal.done(id);
      progress.reached(id, "unchanged", now);
      return;
    }
    turn.take(id, update);
  }

  /** The members one after the other, so many at a time; the first failure ends it. */
  private void inTurn(List<String> members, int atOneTime, Consumer<String> taking) {
    Queue<String> left = new ConcurrentLinkedQueue<>(members);
    List<FutureTask<Void>> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(atOneTime, members.size()); i++) {
      lanes.add(new FutureTask<>(() -> takeAll(left, taking), null));
    }
    lanes.forEach(executor::execute);
    lanes.forEach(Rollout::await);
  }

  private static void takeAll(Queue<String> left, Consumer<String> taking) {
    for (String id = left.poll(); id != null; id = left.poll()) {
      try {
        taking.accept(id);
      } catch (RuntimeException | Error e) {
        left.clear();
        throw e;
      }
    }
  }

  private static void await(FutureTask<Void> lane) {
    try {
      lane.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteException("interrupted");
    }
  }
}
