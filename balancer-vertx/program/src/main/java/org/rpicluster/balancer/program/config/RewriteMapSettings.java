package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;

/**
 * The settings of one map of texts that rules look up. Immutable. Apache's {@code RewriteMap}.
 *
 * @param file a line for each key: it, blanks, and its text
 * @param pick which of several texts, between which stands a {@code |}
 */
public record RewriteMapSettings(Path file, Pick pick) {

  /** Which of several texts. */
  public enum Pick {
    /** They are one: Apache's {@code txt:}. */
    WHOLE,
    /** Any of them: Apache's {@code rnd:}. */
    RANDOM
  }

  /** Checks that rules look up only what is among these. */
  static void requireKnown(Map<String, RewriteMapSettings> maps, List<RewriteRule> rules) {
    String known = maps.isEmpty() ? "no map" : String.join(", ", new TreeSet<>(maps.keySet()));
    for (RewriteRule rule : rules) {
      rule.maps().forEach(map -> Check.argument(maps.containsKey(map), "map", map, known));
    }
  }

  /** A text each. */
  public static RewriteMapSettings of(Path file) {
    return new RewriteMapSettings(file, Pick.WHOLE);
  }

  /** The same with another value. */
  public RewriteMapSettings pick(Pick value) {
    return new RewriteMapSettings(file, value);
  }
}
