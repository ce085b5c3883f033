package org.rpicluster.balancer.program.vip;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * The checks that keepalived makes of the machine that it runs on. Stateless.
 *
 * <p>keepalived 2.2 runs a script at whole seconds. Where adverts come once a second or less often
 * that is enough: two failures in a row are one too many, so that a balancer that pauses for less
 * than 1.6 s keeps the address, and one that is gone is known after 2.8 s. Where they come more
 * often a script asks five times in its second, and one answer that takes longer than 0.6 s is one
 * too many.
 */
final class TrackScripts {

  private static final int SECOND_MILLIS = 1000;

  private static final String CURL = "/usr/bin/curl -sS -k -o /dev/null ";

  private static final String PING = "ping -q -n -c 1 -W ";

  /** Of the others the first two are enough to tell what this machine is to be compared with. */
  private static final int PEERS_ASKED_MAX = 2;

  private final VipSettings vip;
  private final String name;
  private final int loss;
  private final boolean isOften;

  private TrackScripts(VipSettings vip, String name, int loss) {
    this.vip = vip;
    this.name = name;
    this.loss = loss;
    this.isOften = vip.advertMillis() < SECOND_MILLIS;
  }

  /** All of them, with names that begin so. */
  static List<TrackScript> of(VipSettings vip, String name, int loss) {
    return new TrackScripts(vip, name, loss).all();
  }

  private List<TrackScript> all() {
    List<TrackScript> all = new ArrayList<>(List.of(answers(), health()));
    vip.gateway().ifPresent(gateway -> all.addAll(List.of(hears(gateway), reaches(gateway))));
    return all;
  }

  /**
   * Where no other balancer answers either, the address stays: what has too much to do is no better
   * off elsewhere, and one that begins anew is back the sooner.
   */
  private TrackScript answers() {
    String asked = vip.health().toString();
    String often = asked + (asked.contains("?") ? "&" : "?") + "[1-5]";
    String own = CURL + (isOften ? "--fail-early --rate 5/s -m 0.6 $0" : "-m 0.6 $0");
    String others = "for peer; do " + CURL + "-m 0.2 $peer && exit 1; done; :";
    StringBuilder words = new StringBuilder(isOften ? often : asked);
    peersAsked().forEach(peer -> words.append(' ').append(at(peer, vip.health())));
    return fault(
        "answers",
        "A balancer that gives no answer at all, while another one does.",
        "/bin/sh -c 'set -f; " + own + " && exit; " + others + "' " + words);
  }

  /** The same of another balancer: that it may not be told is an answer as well. */
  private static String at(String peer, URI health) {
    String port = health.getPort() < 0 ? "" : ":" + health.getPort();
    return health.getScheme() + "://" + Authority.bracketed(peer) + port + health.getRawPath();
  }

  private List<String> peersAsked() {
    return vip.peers().stream().limit(PEERS_ASKED_MAX).toList();
  }

  private TrackScript health() {
    return loss(
        "health",
        "One that is told to stop, or serves no client: 503.",
        CURL + "-f -m 0.8 " + vip.health());
  }

  /**
   * Adverts of a machine that hears nothing still arrive, so that only it can tell: neither the
   * gateway nor another balancer answers, and meanwhile nothing at all has come in. Where the
   * kernel's count of packets cannot be read, as without /sys, it is never at fault.
   */
  private TrackScript hears(String gateway) {
    StringBuilder asks = new StringBuilder(ask(gateway));
    peersAsked().forEach(peer -> asks.append(" || ").append(ask(peer)));
    String once = "a=0; b=; read a <$0; " + asks + " || read b <$0; test x$a != x$b";
    String all = isOften ? "for i in 1 2 3 4; do " + once + " || exit 1; sleep 0.2; done" : once;
    return fault(
        "hears",
        "A machine that hears nothing. What it sends still arrives: only it can tell.",
        String.format(
            Locale.ROOT,
            "/bin/sh -c '%s' /sys/class/net/%s/statistics/rx_packets",
            all,
            vip.device()));
  }

  private String ask(String address) {
    return PING + (isOften ? "0.2 " : "0.3 ") + address;
  }

  private TrackScript reaches(String gateway) {
    return loss(
        "reaches",
        "A machine that does not reach the gateway.",
        "/usr/bin/" + PING + "0.8 " + gateway);
  }

  private TrackScript fault(String what, String comment, String command) {
    return new TrackScript(name + "_" + what, comment, command, isOften ? 1 : 2, 3, 0);
  }

  private TrackScript loss(String what, String comment, String command) {
    return new TrackScript(name + "_" + what, comment, command, 2, 2, -loss);
  }
}
