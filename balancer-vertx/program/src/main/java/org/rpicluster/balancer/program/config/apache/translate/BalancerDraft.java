package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.Parameter.Of;

/**
 * A balancer as it is put together from several lines, or what stands for a plain URL: one member
 * that is never taken out. For one thread.
 */
final class BalancerDraft {

  final String name;
  final boolean plain;
  final Directive first;
  final Parameters parameters;
  final List<MemberDraft> members = new ArrayList<>();
  boolean defined;

  /**
   * A member, as it is written.
   *
   * @param url its URL
   * @param directive where it stands
   * @param parameters what is said about it
   */
  record MemberDraft(String url, Directive directive, Parameters parameters) {}

  BalancerDraft(String name, boolean plain, Directive first, Fates fates) {
    this.name = name;
    this.plain = plain;
    this.first = first;
    parameters = new Parameters(Of.BALANCER, fates);
  }
}
