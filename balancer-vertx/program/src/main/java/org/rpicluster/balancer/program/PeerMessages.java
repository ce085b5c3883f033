package org.rpicluster.balancer.program;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;
import org.rpicluster.balancer.program.peers.PeerStatus;
import org.rpicluster.balancer.program.peers.PeerStatusJson;
import org.rpicluster.balancer.program.peers.SharedJson;
import org.rpicluster.balancer.program.peers.SharedSettings;

/** Messages between balancers, as bytes. O(settings); stateless, any thread. */
final class PeerMessages {

  /** Another form of message, older or newer, is not understood. */
  private static final int FORMAT = 1;

  private static final String SETTINGS = "settings";

  /** The name of a status in messages, which balancers of earlier versions know. */
  private static final String STATUS = "standing";

  private PeerMessages() {}

  static byte[] of(SharedSettings settings) {
    return bytes(SETTINGS, SharedJson.of(settings));
  }

  static byte[] of(PeerStatus status) {
    return bytes(STATUS, PeerStatusJson.of(status));
  }

  private static byte[] bytes(String name, Object value) {
    return new JsonObject().put("format", FORMAT).put(name, value).toBuffer().getBytes();
  }

  /**
   * Reads one.
   *
   * @param settings is given the edits in it, if there are any
   * @param status is given that of its author, if it is in it
   * @throws IllegalArgumentException if it is not understood
   */
  static void read(byte[] message, Consumer<SharedSettings> settings, Consumer<PeerStatus> status) {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(message));
      if (json.getInteger("format", 0) != FORMAT) {
        throw new IllegalArgumentException("it is of another version");
      }
      Optional.ofNullable(json.getJsonArray(SETTINGS)).map(SharedJson::read).ifPresent(settings);
      Optional.ofNullable(json.getJsonObject(STATUS)).map(PeerStatusJson::read).ifPresent(status);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
