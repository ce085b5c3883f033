package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.rpicluster.balancer.vertx.edit.EditRecord;

/** Who has changed what, and when, with undo. Stateless; any thread. */
final class EditsPage {

  private EditsPage() {}

  static String of(PageFrame frame, List<EditRecord> edits, Instant now) {
    Markup main =
        edits.isEmpty()
            ? PageTemplate.fill(
                "empty", "text", "Nothing has been edited since the balancer started.")
            : PageTemplate.fill(
                "editspage",
                "page",
                frame.base() + "/edits",
                "nonce",
                frame.nonce(),
                "rows",
                edits.stream().map(edit -> row(edit, now)).collect(Markup.joining()));
    return Page.one(frame, "Edits", main, now);
  }

  private static Markup row(EditRecord edit, Instant now) {
    return PageTemplate.fill(
        "edit",
        "time",
        edit.time(),
        "age",
        Units.age(Duration.between(edit.time(), now)),
        "who",
        edit.who(),
        "cluster",
        edit.cluster(),
        "what",
        edit.what(),
        "undo",
        edit.undoable()
            ? PageTemplate.fill("undo", "number", edit.number(), "what", edit.what())
            : Markup.NONE);
  }
}
