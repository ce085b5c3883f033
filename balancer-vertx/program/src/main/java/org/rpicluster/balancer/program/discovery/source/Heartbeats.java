package org.rpicluster.balancer.program.discovery.source;

import com.google.common.base.Splitter;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.DiscoverySettings;

/**
 * The members whose heartbeat was heard lately. A datagram is {@code v=1&ready=75&busy=3}, perhaps
 * with {@code port=8080} behind; where it comes from, the server is. How many of its workers are
 * ready or busy is not used: strategies count what is in flight themselves, and know it at once.
 * O(1) for one that is known; for one thread. Apache's mod_heartbeat and mod_heartmonitor.
 */
final class Heartbeats {

  /** Apache's has less than 40 bytes. */
  static final int BYTES_MAX = 256;

  private final DiscoverySettings settings;
  private final Map<Server, Long> heardNanos = new LinkedHashMap<>();

  Heartbeats(DiscoverySettings settings) {
    this.settings = settings;
  }

  private record Server(InetAddress address, int port) {}

  /**
   * Takes a datagram.
   *
   * @return whether it says that there is one more
   */
  boolean heard(InetAddress from, String datagram, long nowNanos) {
    OptionalInt port = port(datagram);
    if (port.isEmpty()) {
      return false;
    }
    Server server = new Server(from, FoundAt.port(settings, port.getAsInt()));
    boolean isKnown = heardNanos.containsKey(server);
    boolean isAllowed =
        settings.allows(from, server.port()) && heardNanos.size() < settings.bounds().max();
    if (isKnown || isAllowed) {
      heardNanos.put(server, nowNanos);
    }
    return !isKnown && isAllowed;
  }

  /** The port that it says, or 0; empty if it is no heartbeat. */
  private static OptionalInt port(String datagram) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : Splitter.on('&').split(datagram.strip())) {
      int equals = field.indexOf('=');
      fields.put(field.substring(0, Math.max(0, equals)), field.substring(equals + 1));
    }
    boolean isOne =
        fields.getOrDefault("v", "").equals("1")
            && isNumber(fields.get("ready"))
            && isNumber(fields.get("busy"));
    String port = fields.getOrDefault("port", "0");
    return isOne && isNumber(port) ? OptionalInt.of(Integer.parseInt(port)) : OptionalInt.empty();
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null && text.matches("\\d{1,5}");
  }

  /**
   * Forgets those that were not heard for too long.
   *
   * @return whether there was one
   */
  boolean forget(long nowNanos) {
    long silenceNanos = settings.bounds().silence().toNanos();
    return heardNanos.values().removeIf(heard -> nowNanos - heard > silenceNanos);
  }

  /** Those that were heard lately. */
  List<Member> members() {
    return heardNanos.keySet().stream()
        .map(server -> FoundAt.at(settings, server.address(), server.port()).build())
        .sorted(Comparator.comparing(Member::id))
        .toList();
  }
}
