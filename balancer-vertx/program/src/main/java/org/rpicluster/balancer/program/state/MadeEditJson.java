package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.rpicluster.balancer.program.overlay.MadeEdit;

/**
 * Who has edited what, in the state file. An edit of more members than people edit by hand is told
 * of, and cannot be taken back after a restart: so a hundred edits of ten thousand members do not
 * outgrow the file. Stateless; any thread.
 */
final class MadeEditJson {

  /** A hundred edits take 3 MB at most, as a member takes a kilobyte. */
  private static final int MEMBERS_MAX = 16;

  private MadeEditJson() {}

  static JsonArray of(List<MadeEdit> made) {
    JsonArray array = new JsonArray();
    made.forEach(edit -> array.add(of(isLarge(edit) ? edit.forGood() : edit)));
    return array;
  }

  private static boolean isLarge(MadeEdit edit) {
    return edit.past().members().size() > MEMBERS_MAX
        || edit.overlay().members().size() > MEMBERS_MAX;
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
