package org.rpicluster.balancer.vertx.edit;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.strategy.Strategies;

/**
 * Reads how members are to be chosen from JSON: {@code {"strategy": "bybusyness"}}, or with options
 * {@code {"strategy": {"name": "peak-ewma", "decay": "5s"}}}. Stateless; any thread.
 */
public final class StrategyJson {

  private StrategyJson() {}

  /**
   * The edit of a cluster.
   *
   * @throws IllegalArgumentException for anything else, and for a strategy or an option that there
   *     is not
   */
  public static Edit.ChangeStrategy edit(String cluster, JsonObject json) {
    for (String name : json.fieldNames()) {
      Check.argument(name.equals("strategy"), name, "unknown field", "strategy");
    }
    Object value = json.getValue("strategy");
    boolean withOptions = value instanceof JsonObject;
    JsonObject options = value instanceof JsonObject object ? object : new JsonObject();
    String name = name(withOptions ? options.getValue("name") : value);
    Map<String, String> texts = new LinkedHashMap<>();
    options.forEach(option -> texts.put(option.getKey(), text(option)));
    texts.remove("name");
    Strategies.named(name).with(texts);
    return new Edit.ChangeStrategy(cluster, name, texts);
  }

  private static String name(@Nullable Object value) {
    String names = String.join(", ", Strategies.names());
    Check.argument(value instanceof String, "strategy", value, names);
    return String.valueOf(value);
  }

  private static String text(Map.Entry<String, Object> option) {
    Object value = option.getValue();
    boolean scalar = value instanceof String || value instanceof Number;
    Check.argument(scalar, option.getKey(), value, "a word or a number");
    return String.valueOf(value);
  }
}
