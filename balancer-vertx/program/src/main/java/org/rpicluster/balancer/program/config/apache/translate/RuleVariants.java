package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.translate.RuledSection.Walk;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;

/**
 * The variants of what counts at one place: sections that go by an expression are there or are not,
 * and where that makes a difference each case is a variant with its guards. O(2^n) for n such
 * sections, of which there are {@value #MAX} at most. For one thread and one place.
 */
final class RuleVariants {

  /** With more the cases are too many, and no one would know which counts. */
  static final int MAX = 8;

  private final RuleConfig server;
  private final List<RuledSection> certain = new ArrayList<>();
  private final List<RuledSection> all = new ArrayList<>();
  private final List<RuledSection> doubtful = new ArrayList<>();
  private final List<String> expressions = new ArrayList<>();

  /**
   * Those of a place.
   *
   * @param server what holds outside of sections
   * @param sections in the order in which they are put together
   */
  RuleVariants(RuleConfig server, List<RuledSection> sections, RulePlace place, String path) {
    this.server = server;
    for (RuledSection section : sections) {
      Optional<String> when = section.at(place, path);
      if (when.isPresent()) {
        all.add(section);
        if (when.get().isEmpty()) {
          certain.add(section);
        } else {
          doubtful.add(section);
          expressions.add(when.get());
        }
      }
    }
  }

  /**
   * What counts in one case.
   *
   * @param guards which case that is
   * @param from the last section that says anything of rules; empty if there is none
   * @param config what they say together
   */
  record Variant(List<RewriteCondition> guards, Optional<RuledSection> from, RuleConfig config) {

    boolean hasRules() {
      return config.isOn().orElse(false) && !config.rules().isEmpty();
    }

    private Variant guarded(RewriteCondition guard) {
      List<RewriteCondition> more = new ArrayList<>(List.of(guard));
      more.addAll(guards);
      return new Variant(more, from, config);
    }
  }

  /** One that may be in too many cases; empty if they can be told. */
  Optional<RuledSection> tooMany() {
    return doubtful.size() > MAX ? Optional.of(doubtful.get(MAX)) : Optional.empty();
  }

  /** Each case, of which exactly one holds. */
  List<Variant> cases() {
    return cases(doubtful.size() - 1, List.of());
  }

  private List<Variant> cases(int last, List<RuledSection> there) {
    if (last < 0) {
      return List.of(together(there));
    }
    List<RuledSection> more = new ArrayList<>(there);
    more.add(doubtful.get(last));
    List<Variant> with = cases(last - 1, more);
    List<Variant> without = cases(last - 1, there);
    if (with.equals(without)) {
      return with;
    }
    List<Variant> both = new ArrayList<>();
    with.forEach(variant -> both.add(variant.guarded(guard(last, false))));
    without.forEach(variant -> both.add(variant.guarded(guard(last, true))));
    return both;
  }

  private RewriteCondition guard(int section, boolean isNegated) {
    return new RewriteCondition(
        RewriteCondition.value(""),
        RewriteTest.Holds.of(expressions.get(section)),
        isNegated,
        false);
  }

  /** Sections of a kind are put together among themselves, and then with those before them. */
  private Variant together(List<RuledSection> there) {
    RuleConfig config = server;
    Optional<RuledSection> from = Optional.empty();
    for (Walk walk : Walk.values()) {
      Optional<RuleConfig> own = Optional.empty();
      for (RuledSection section : all) {
        boolean isThere = certain.contains(section) || there.contains(section);
        if (isThere && section.walk() == walk) {
          own =
              own.map(before -> before.with(section.says())).or(() -> Optional.of(section.says()));
          from = Optional.of(section);
        }
      }
      RuleConfig before = config;
      config = own.map(before::with).orElse(before);
    }
    return new Variant(List.of(), from, config);
  }
}
