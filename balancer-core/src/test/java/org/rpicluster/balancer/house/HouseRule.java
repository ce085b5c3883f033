package org.rpicluster.balancer.house;

import java.util.List;

/** A rule that one Java file keeps or breaks by itself. Stateless. */
@FunctionalInterface
interface HouseRule {

  /** Every place in this file that breaks the rule, in the order of the lines. */
  List<Violation> check(JavaFile file);
}
