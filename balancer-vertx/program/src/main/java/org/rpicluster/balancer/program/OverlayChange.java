package org.rpicluster.balancer.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;

/**
 * The differences that other edits make in a cluster, for the log and the list of edits. O(members)
 * to find; immutable.
 *
 * @param member the id of the member that differs; empty if it is not one alone
 * @param words from which value to which
 */
record OverlayChange(String member, String words) {

  /** Of more, how many they are is said. */
  private static final int SAID_MAX = 8;

  /** Between what edits have said and what they say now. */
  static OverlayChange between(
      ClusterSettings configured, ClusterOverlay before, ClusterOverlay next) {
    Map<String, String> members =
        members(byId(before.membersOf(configured)), byId(next.membersOf(configured)));
    List<String> words = new ArrayList<>();
    String from = before.strategyOf(configured).name();
    String to = next.strategyOf(configured).name();
    if (!from.equals(to)) {
      words.add("strategy from " + from + " to " + to);
    }
    String one = members.size() == 1 && words.isEmpty() ? members.keySet().iterator().next() : "";
    members.forEach((id, what) -> words.add(id + what));
    int more = words.size() - SAID_MAX;
    String said = String.join("; ", words.subList(0, Math.min(SAID_MAX, words.size())));
    return new OverlayChange(one, said + (more > 0 ? "; and " + more + " more" : ""));
  }

  private static Map<String, Member> byId(List<Member> members) {
    Map<String, Member> byId = new LinkedHashMap<>();
    members.forEach(member -> byId.put(member.id(), member));
    return byId;
  }

  private static Map<String, String> members(Map<String, Member> before, Map<String, Member> next) {
    Map<String, String> changes = new LinkedHashMap<>();
    before.forEach(
        (id, member) -> {
          Member now = next.get(id);
          if (now == null) {
            changes.put(id, " is removed");
          } else if (!now.equals(member)) {
            changes.put(id, ": " + MemberChange.between(member, now));
          }
        });
    next.forEach(
        (id, member) -> {
          if (!before.containsKey(id)) {
            changes.put(id, " is added, " + member.url());
          }
        });
    return changes;
  }
}
