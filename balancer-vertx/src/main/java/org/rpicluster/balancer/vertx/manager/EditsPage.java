package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.rpicluster.balancer.vertx.edit.EditRecord;

/** The page of edits: who has changed what, and when, with undo. Stateless; any thread. */
final class EditsPage {

  private EditsPage() {}

  static String of(PageFrame frame, List<EditRecord> edits, Instant now) {
    Markup main =
        edits.isEmpty()
            ? PageTemplate.fill(
                "empty", "text", "Nothing has been edited since the balancer started.")
            : PageTemplate.fill(
                "editspage",
                "form",
                frame.editable() ? form(frame) : Markup.NONE,
                "rows",
                edits.stream().map(edit -> row(frame, edit, now)).collect(Markup.joining()));
    return Page.one(frame, "Edits", main, now);
  }

  /** What the buttons of the rows belong to. */
  private static Markup form(PageFrame frame) {
    return PageTemplate.fill("undoform", "page", frame.base() + "/edits", "nonce", frame.nonce());
  }

  private static Markup row(PageFrame frame, EditRecord edit, Instant now) {
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
        frame.editable() && edit.undoable()
            ? PageTemplate.fill("undo", "number", edit.number(), "what", edit.what())
            : Markup.NONE);
  }
}
