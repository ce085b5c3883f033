package org.rpicluster.balancer.program.peers;

import java.util.Comparator;

/**
 * Names one thing that can be edited. Immutable.
 *
 * @param cluster the cluster's name
 * @param member the member's id; empty if it is about the cluster
 * @param setting the setting's name; {@link #MEMBER} is whether the member is there at all
 */
public record SettingKey(String cluster, String member, String setting)
    implements Comparable<SettingKey> {

  /** That a member was added or removed. */
  public static final String MEMBER = "member";

  /** How members of a cluster are chosen. */
  public static final String STRATEGY = "strategy";

  /** How far a roll-out in a cluster has come: nothing that an operator has edited. */
  public static final String ROLLOUT = "rollout";

  private static final Comparator<SettingKey> ORDER =
      Comparator.comparing(SettingKey::cluster)
          .thenComparing(SettingKey::member)
          .thenComparing(SettingKey::setting);

  /** Whether it is something that operators edit. */
  public boolean isEdit() {
    return !setting.equals(ROLLOUT);
  }

  @Override
  public int compareTo(SettingKey other) {
    return ORDER.compare(this, other);
  }

  /** As people read it: {@code c: pi1: state}. */
  @Override
  public String toString() {
    return cluster + ": " + (member.isEmpty() ? "" : member + ": ") + setting;
  }
}
