package org.rpicluster.balancer.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.MadeEdit;
import org.rpicluster.balancer.program.overlay.OverlayReset;
import org.rpicluster.balancer.program.overlay.OverlayUpdate;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.EditRefused.Reason;

/**
 * The last edits, {@value #KEPT} of them: what each was, and what it has changed. O(1) to add one;
 * any thread.
 */
final class EditHistory {

  /** More than people scroll through; with ten thousand members edited in each, some megabytes. */
  static final int KEPT = 100;

  private final Ticker ticker;
  private final Deque<MadeEdit> edits = new ArrayDeque<>();
  private long last;

  /**
   * With those of before.
   *
   * @param before the newest first
   */
  EditHistory(Ticker ticker, List<MadeEdit> before) {
    this.ticker = ticker;
    edits.addAll(before);
    last = before.stream().mapToLong(MadeEdit::number).max().orElse(0);
  }

  void add(Edit edit, String who, String what, ClusterOverlay past, ClusterOverlay overlay) {
    add(edit.cluster(), memberOf(edit), who, what, past, overlay);
  }

  /** The same of one that was made elsewhere. */
  synchronized void add(
      String cluster,
      String member,
      String who,
      String what,
      ClusterOverlay past,
      ClusterOverlay overlay) {
    last++;
    edits.addFirst(new MadeEdit(last, ticker.now(), who, cluster, member, what, past, overlay));
    if (edits.size() > KEPT) {
      edits.removeLast();
    }
  }

  /** The newest first. */
  synchronized List<MadeEdit> latest() {
    return List.copyOf(edits);
  }

  /**
   * One of them.
   *
   * @throws EditRefused if it is none of those that are kept
   */
  MadeEdit require(String cluster, long number) {
    return find(cluster, number)
        .orElseThrow(
            () ->
                new EditRefused(
                    Reason.UNKNOWN, Check.message("edit", number, "one of the latest")));
  }

  /**
   * What is changed in a cluster after an edit, which may take back one of these.
   *
   * @throws EditRefused if it does not go with how the cluster is
   */
  ClusterOverlay after(
      Edit edit, ClusterSettings settings, ClusterOverlay before, Predicate<String> lingers) {
    if (edit instanceof Edit.Undo undo) {
      MadeEdit made = require(undo.cluster(), undo.number());
      return new OverlayReset(settings, before, lingers).undo(made.past(), made.overlay());
    }
    return new OverlayUpdate(settings, before, lingers).with(edit);
  }

  /** An edit in words. */
  String words(Edit edit, Balancer balancer, StrategySettings strategy) {
    return edit instanceof Edit.Undo undo
        ? "undone: " + require(undo.cluster(), undo.number()).what()
        : EditText.of(edit, balancer, strategy);
  }

  private Optional<MadeEdit> find(String cluster, long number) {
    return latest().stream()
        .filter(made -> made.number() == number && made.cluster().equals(cluster))
        .findFirst();
  }

  private String memberOf(Edit edit) {
    if (edit instanceof Edit.ChangeMember change) {
      return change.id();
    } else if (edit instanceof Edit.AddMember add) {
      return add.member().id();
    } else if (edit instanceof Edit.RemoveMember remove) {
      return remove.id();
    } else if (edit instanceof Edit.RecoverMember recover) {
      return recover.id();
    }
    if (edit instanceof Edit.Undo undo) {
      return find(undo.cluster(), undo.number()).map(MadeEdit::member).orElse("");
    }
    return edit instanceof Edit.ResetMember reset ? reset.id() : "";
  }
}
