package org.rpicluster.balancer.program.vip;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * An address that several balancers share. Immutable.
 *
 * @param address the shared one, with the length of its network's prefix
 * @param device the network interface, such as eth0
 * @param own this machine's own address
 * @param peers those of the other balancers, one or more
 * @param priority the highest has the address while it is well
 * @param router the group's number in its network, 1 to 255
 * @param advertMillis how often the one that has it says so
 * @param health what is asked of this machine's balancer
 * @param gateway what this machine hears as long as its cable is well, such as the router
 * @param process the name of the balancer's process, where the kernel tells of its end
 */
public record VipSettings(
    String address,
    String device,
    String own,
    List<String> peers,
    int priority,
    int router,
    int advertMillis,
    URI health,
    Optional<String> gateway,
    Optional<String> process) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]+");
  private static final Pattern WITH_PREFIX = Pattern.compile("[0-9a-fA-F.:]+/\\d{1,3}");

  /** The kernel's own bound, and no blanks or braces. */
  private static final Pattern DEVICE = Pattern.compile("[\\w.@-]{1,15}");

  /** What the kernel has in /proc/PID/comm: 15 bytes at most, here without blanks and quotes. */
  private static final Pattern PROCESS = Pattern.compile("[\\w.@-]{1,15}");

  /**
   * So high that the one that takes over waits little longer than three adverts: RFC 5798, 6.1,
   * adds (256 - priority) / 256 of one. What a loss leaves is keepalived's least, 1, or more.
   */
  static final int PRIORITY_MIN = 200;

  static final int PRIORITY_MAX = 250;

  private static final int ROUTER_MAX = 255;

  /** RFC 5798, 5.2.7: hundredths of a second, in twelve bits. */
  private static final int ADVERT_MILLIS_MAX = 40_950;

  private static final int ADVERT_MILLIS_STEP = 10;

  /** Checks each. */
  public VipSettings {
    peers = List.copyOf(peers);
    Check.argument(
        WITH_PREFIX.matcher(address).matches(), "--address", address, "such as 192.168.0.10/24");
    Check.argument(DEVICE.matcher(device).matches(), "--interface", device, "such as eth0");
    Check.argument(ADDRESS.matcher(own).matches(), "--own", own, "this machine's own address");
    Check.argument(!peers.isEmpty(), "--peer", "missing", "the other balancer's own address");
    for (String peer : peers) {
      boolean isOther = ADDRESS.matcher(peer).matches() && !peer.equals(own);
      Check.argument(isOther, "--peer", peer, "the other balancer's own address");
    }
    gateway.ifPresent(
        each ->
            Check.argument(
                ADDRESS.matcher(each).matches(), "--gateway", each, "such as 192.168.0.1"));
    process.ifPresent(
        each -> Check.argument(PROCESS.matcher(each).matches(), "--process", each, "such as java"));
    Check.argument(
        priority >= PRIORITY_MIN && priority <= PRIORITY_MAX,
        "--priority",
        priority,
        PRIORITY_MIN + " to " + PRIORITY_MAX);
    Check.argument(router >= 1 && router <= ROUTER_MAX, "--router", router, "1 to " + ROUTER_MAX);
    boolean isAdvert =
        advertMillis >= ADVERT_MILLIS_STEP
            && advertMillis <= ADVERT_MILLIS_MAX
            && advertMillis % ADVERT_MILLIS_STEP == 0;
    Check.argument(
        isAdvert, "--advert", advertMillis + "ms", "10ms to 40.95s, in hundredths of a second");
    boolean isHttp =
        health.getHost() != null && health.toString().matches("https?://[!-~&&[^\"'\\\\{}$]]+");
    Check.argument(
        isHttp, "--health", health, "a URL such as http://127.0.0.1/balancer-manager/health");
  }
}
