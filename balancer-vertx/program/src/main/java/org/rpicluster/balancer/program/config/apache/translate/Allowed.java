package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses may come in: everyone, or those in some blocks. Immutable.
 *
 * @param everyone whether all may
 * @param blocks who may otherwise; none: no address
 */
record Allowed(boolean everyone, List<Cidr> blocks) {

  static final Allowed EVERYONE = new Allowed(true, List.of());
  static final Allowed NOBODY = new Allowed(false, List.of());

  Allowed {
    blocks = List.copyOf(blocks);
  }

  static Allowed of(List<Cidr> blocks) {
    return new Allowed(false, blocks);
  }

  /** Those of either. */
  Allowed or(Allowed other) {
    if (everyone || other.everyone) {
      return EVERYONE;
    }
    List<Cidr> all = new ArrayList<>(blocks);
    other.blocks.stream().filter(block -> !all.contains(block)).forEach(all::add);
    return of(all);
  }

  /** Those of both: of two blocks one is within the other, or they have nothing in common. */
  Allowed and(Allowed other) {
    if (everyone || other.everyone) {
      return everyone ? other : this;
    }
    List<Cidr> both = new ArrayList<>();
    for (Cidr one : blocks) {
      for (Cidr another : other.blocks) {
        if (one.contains(another) || another.contains(one)) {
          both.add(one.contains(another) ? another : one);
        }
      }
    }
    return of(both.stream().distinct().toList());
  }

  /** The blocks as text. */
  List<String> texts() {
    return blocks.stream().map(Cidr::toString).toList();
  }
}
