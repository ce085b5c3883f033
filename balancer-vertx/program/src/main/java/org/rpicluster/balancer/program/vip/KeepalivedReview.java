package org.rpicluster.balancer.program.vip;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for what is missing, or does harm, in a configuration of keepalived that should move an
 * address among balancers. It knows the traps, not the whole syntax: {@code keepalived -t} does.
 * O(lines); stateless.
 */
public final class KeepalivedReview {

  private static final Pattern COMMENT = Pattern.compile("[#!].*");
  private static final Pattern WEIGHT = Pattern.compile("\\bweight\\s+(-?\\d+)");

  private KeepalivedReview() {}

  /** What to do, a line each; nothing if it is as it should be. */
  public static List<String> of(String text) {
    String said = COMMENT.matcher(text).replaceAll("");
    List<String> advice = new ArrayList<>();
    need(advice, said, "vrrp_instance", "no vrrp_instance: nothing moves");
    need(advice, said, "virtual_ipaddress", "no virtual_ipaddress: there is no address to move");
    need(
        advice,
        said,
        "unicast_peer",
        "no unicast_peer: many switches and clouds lose multicast, and both have the address");
    need(
        advice,
        said,
        "track_script",
        "no track_script: the address stays on a balancer that does not serve");
    if (said.contains("track_script") && !said.contains("/health")) {
      advice.add("no script asks the balancer's /health: its manager's path, and /health");
    }
    if (said.contains("vrrp_script") && !said.contains("enable_script_security")) {
      advice.add("no enable_script_security: scripts that others can write to run as root");
    }
    if (said.contains("nopreempt")) {
      advice.add("nopreempt: one that is well does not take the address from one that is not");
    }
    if (said.contains("preempt_delay")) {
      advice.add("preempt_delay: one that is well waits as long before it takes the address");
    }
    if (said.contains("auth_pass") && said.contains("vrrp_version 3")) {
      advice.add("auth_pass: version 3 of VRRP has none");
    }
    weights(advice, said);
    return advice;
  }

  private static void need(List<String> advice, String text, String word, String missing) {
    if (!text.contains(word)) {
      advice.add(missing);
    }
  }

  private static void weights(List<String> advice, String text) {
    Matcher weight = WEIGHT.matcher(text);
    boolean isThere = false;
    while (weight.find()) {
      isThere = true;
      if (Integer.parseInt(weight.group(1)) > 0) {
        advice.add("weight " + weight.group(1) + ": a negative one takes priority away");
      }
    }
    if (text.contains("vrrp_script") && !isThere) {
      advice.add(
          "no weight: while no balancer serves, none has the address, and visitors see nothing");
    }
  }
}
