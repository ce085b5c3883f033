package org.rpicluster.balancer.program.vip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What keepalived asks of the machine that it runs on. Stateless.
 *
 * <p>keepalived 2.2 runs a script at whole seconds. Where adverts come once a second or less often
 * that is enough: two failures in a row are one too many, so that a balancer that pauses for less
 * than 1.8 s keeps the address, and one that is gone is known after 2.8 s. Where they come more
 * often a script asks five times in its second, and one answer that takes longer than 0.6 s is one
 * too many.
 */
final class TrackScripts {

  private static final int SECOND_MILLIS = 1000;

  private static final String CURL = "/usr/bin/curl -sS -k -o /dev/null ";

  private static final String PING = "ping -q -n -c 1 -W ";

  /** Of the others the first two are enough to tell whether this machine hears anything. */
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
   * One that has just begun gets some seconds before visitors come: the first answers cost most.
   */
  private TrackScript answers() {
    String asked = vip.health().toString();
    String often = asked + (asked.contains("?") ? "&" : "?") + "[1-5]";
    return fault(
        "answers",
        "A balancer that gives no answer at all.",
        CURL + (isOften ? "--fail-early --rate 5/s -m 0.6 " + often : "-m 0.8 " + asked));
  }

  private TrackScript health() {
    return loss(
        "health",
        "One that is told to stop, or serves no client: 503.",
        CURL + "-f -m 0.8 " + vip.health());
  }

  /**
   * Adverts of a machine that hears nothing still arrive, so that only it can tell: neither the
   * gateway nor another balancer answers, and meanwhile nothing at all has come in.
   */
  private TrackScript hears(String gateway) {
    StringBuilder asks = new StringBuilder(ask(gateway));
    vip.peers().stream()
        .limit(PEERS_ASKED_MAX)
        .forEach(peer -> asks.append(" || ").append(ask(peer)));
    String once = "b=; read a <$0; " + asks + " || read b <$0; test x$a != x$b";
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
    return new TrackScript(name + "_" + what, comment, command, isOften ? 1 : 2, 5, 0);
  }

  private TrackScript loss(String what, String comment, String command) {
    return new TrackScript(name + "_" + what, comment, command, 2, 2, -loss);
  }
}
