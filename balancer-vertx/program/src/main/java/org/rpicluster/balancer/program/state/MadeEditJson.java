package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.rpicluster.balancer.program.overlay.MadeEdit;

/**
 * Edits that were made, with who has made them, in the state file. What each edit has changed is
 * kept from the newest on, as far as there is room; an older one is told of, and cannot be taken
 * back after a restart: so a hundred edits of ten thousand members do not outgrow the file.
 * Stateless; any thread.
 */
final class MadeEditJson {

  /**
   * Of all edits together, before and after each: 3 MB at most, as a member takes a kilobyte. A
   * whole cluster of a thousand members can go back to the file, and that be undone.
   */
  private static final int MEMBERS_MAX = 3000;

  private MadeEditJson() {}

  /** The newest first. */
  static JsonArray of(List<MadeEdit> made) {
    JsonArray array = new JsonArray();
    int room = MEMBERS_MAX;
    for (MadeEdit edit : made) {
      int members = edit.past().members().size() + edit.overlay().members().size();
      array.add(of(members > room ? edit.forGood() : edit));
      room -= Math.min(members, room);
    }
    return array;
  }

  private static JsonObject of(MadeEdit edit) {
    return new JsonObject()
        .put("number", edit.number())
        .put("time", edit.time().toString())
        .put("who", edit.who())
        .put("cluster", edit.cluster())
        .put("member", edit.member())
        .put("what", edit.what())
        .put("past", OverlayJson.of(edit.past()))
        .put("overlay", OverlayJson.of(edit.overlay()));
  }

  static List<MadeEdit> read(List<StateFields> made) {
    return made.stream().map(MadeEditJson::read).toList();
  }

  private static MadeEdit read(StateFields json) {
    return new MadeEdit(
        json.whole("number", 1, Long.MAX_VALUE),
        json.instant("time"),
        json.text("who"),
        json.text("cluster"),
        json.text("member"),
        json.text("what"),
        OverlayJson.cluster(json.object("past")),
        OverlayJson.cluster(json.object("overlay")));
  }
}
