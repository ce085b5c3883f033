package org.rpicluster.balancer.program;

import com.google.common.hash.Hashing;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.PeerStatus;
import org.rpicluster.balancer.program.peers.SharedJson;
import org.rpicluster.balancer.program.peers.SharedSettings;

/**
 * Finds out the status of this balancer. O(members), and where edits have changed O(settings); asks
 * the kernel which addresses it has. For one thread at a time.
 */
final class OwnStatus {

  private final PeerSettings settings;
  private final PeerOpinions opinions;

  private @Nullable SharedSettings digested;
  private String digest = "";

  OwnStatus(PeerSettings settings, PeerOpinions opinions) {
    this.settings = settings;
    this.opinions = opinions;
  }

  /** With these edits known. */
  PeerStatus with(PeerState state) {
    return new PeerStatus(
        state.node(),
        settings.name(),
        settings.store().isPresent() ? "" : settings.listen().toString(),
        settings.address().map(OwnStatus::isHere),
        opinions.own(),
        digestOf(state.settings()));
  }

  /** The digest of some edits; the last one that was asked for is kept. */
  String digestOf(SharedSettings known) {
    if (!known.equals(digested)) {
      digested = known;
      String text = SharedJson.of(known).encode();
      digest = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
    return digest;
  }

  private static boolean isHere(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false; // the kernel knows of no interface
    }
  }
}
