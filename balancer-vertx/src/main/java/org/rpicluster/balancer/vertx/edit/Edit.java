package org.rpicluster.balancer.vertx.edit;

import java.util.Map;
import org.rpicluster.balancer.member.Member;

/** One change of one cluster that an operator wants. Immutable. */
public sealed interface Edit {

  /** The name of the cluster. */
  String cluster();

  /**
   * Members are to be chosen in another way.
   *
   * @param cluster the cluster's name
   * @param name the name of a strategy that there is
   * @param options its options
   */
  record ChangeStrategy(String cluster, String name, Map<String, String> options) implements Edit {

    /** Copies the options. */
    public ChangeStrategy {
      options = Map.copyOf(options);
    }
  }

  /**
   * A member is to have other settings.
   *
   * @param cluster the cluster's name
   * @param id the member's
   * @param edit what is to change
   */
  record ChangeMember(String cluster, String id, MemberValues edit) implements Edit {}

  /**
   * A member is to join.
   *
   * @param cluster the cluster's name
   * @param member with an id that no member has
   */
  record AddMember(String cluster, Member member) implements Edit {}

  /**
   * A member is to leave: it drains, and leaves when nothing is in flight on it. If it drains
   * already, because it is to leave, it leaves at once.
   *
   * @param cluster the cluster's name
   * @param id the member's
   */
  record RemoveMember(String cluster, String id) implements Edit {}

  /**
   * A member's errors are to be forgotten, and it is to be given requests again at once.
   *
   * @param cluster the cluster's name
   * @param id the member's
   */
  record RecoverMember(String cluster, String id) implements Edit {}

  /**
   * A member is to be as the configuration says; one that it does not have is to leave.
   *
   * @param cluster the cluster's name
   * @param id the member's, which may have been removed
   */
  record ResetMember(String cluster, String id) implements Edit {}

  /**
   * A whole cluster is to be as the configuration says.
   *
   * @param cluster the cluster's name
   */
  record ResetCluster(String cluster) implements Edit {}

  /**
   * What an edit has changed is to be as it was before, if nothing has changed it since.
   *
   * @param cluster the cluster's name
   * @param number of the edit
   */
  record Undo(String cluster, long number) implements Edit {}
}
