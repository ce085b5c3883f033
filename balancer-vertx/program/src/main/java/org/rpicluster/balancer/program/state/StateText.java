package org.rpicluster.balancer.program.state;

import com.google.common.hash.Hashing;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.SharedJson;
import org.rpicluster.balancer.program.peers.SharedSettings;

/**
 * State as text: one JSON object with a version and a checksum of the rest, so that one bit that
 * the disk has lost is noticed. O(members); stateless, any thread.
 */
final class StateText {

  /** Another one, older or newer, is not understood. */
  private static final int VERSION = 1;

  private StateText() {}

  static byte[] encode(SavedState state) {
    JsonObject learnt = new JsonObject();
    new TreeMap<>(state.learnt()).forEach((name, s) -> learnt.put(name, SnapshotJson.of(s)));
    JsonObject body =
        new JsonObject()
            .put("edits", OverlayJson.of(state.edits()))
            .put("learnt", learnt)
            .put("made", MadeEditJson.of(state.made()));
    state.peers().ifPresent(peers -> body.put("peers", peers(peers)));
    if (!state.found().equals(FoundMembers.NONE)) {
      body.put("found", FoundJson.of(state.found()));
    }
    JsonObject json =
        new JsonObject().put("version", VERSION).put("sha256", checksum(body)).put("state", body);
    return (json.encode() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject peers(PeerState peers) {
    return new JsonObject()
        .put("node", peers.node())
        .put("settings", SharedJson.of(peers.settings()));
  }

  private static PeerState peers(StateFields json) {
    SharedSettings settings = json.made(() -> SharedJson.read(json.array("settings")));
    return new PeerState(json.text("node"), settings);
  }

  private static String checksum(JsonObject body) {
    return Hashing.sha256().hashString(body.encode(), StandardCharsets.UTF_8).toString();
  }

  /**
   * Reads it.
   *
   * @throws DamagedState if this is not what was once encoded
   */
  static SavedState decode(byte[] bytes) {
    StateFields json = new StateFields("", parsed(bytes));
    json.whole("version", VERSION, VERSION);
    StateFields body = json.object("state");
    if (!json.text("sha256").equals(checksum(body.json()))) {
      throw new DamagedState("sha256: does not fit the rest");
    }
    Overlay edits = OverlayJson.read(body.object("edits"));
    Map<String, Snapshot> learnt = new LinkedHashMap<>();
    body.object("learnt").objects().forEach((name, s) -> learnt.put(name, SnapshotJson.read(s)));
    return new SavedState(
        edits,
        learnt,
        MadeEditJson.read(body.list("made")),
        body.find("peers").map(StateText::peers),
        body.find("found").map(FoundJson::read).orElse(FoundMembers.NONE));
  }

  private static JsonObject parsed(byte[] bytes) {
    try {
      // Strictly: what is not UTF-8 would be replaced, and go unnoticed.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return new JsonObject(Buffer.buffer(bytes));
    } catch (CharacterCodingException e) {
      throw new DamagedState("not UTF-8 text");
    } catch (DecodeException | ClassCastException e) {
      throw new DamagedState("not a whole JSON object");
    }
  }
}
