package org.rpicluster.balancer.program;

import com.google.common.hash.Hashing;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.SharedJson;
import org.rpicluster.balancer.program.peers.SharedSettings;
import org.rpicluster.balancer.program.peers.Standing;

/**
 * Finds out how this balancer stands. O(members), and where edits have changed O(settings); asks
 * the kernel which addresses it has. For one thread at a time.
 */
final class OwnStanding {

  private final PeerSettings settings;
  private final PeerOpinions opinions;

  private @Nullable SharedSettings digested;
  private String digest = "";

  OwnStanding(PeerSettings settings, PeerOpinions opinions) {
    this.settings = settings;
    this.opinions = opinions;
  }

  /** With these edits known. */
  Standing with(PeerState state) {
    return new Standing(
        state.node(),
        settings.name(),
        settings.store().isPresent() ? "" : settings.listen().toString(),
        settings.address().map(OwnStanding::isHere),
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
