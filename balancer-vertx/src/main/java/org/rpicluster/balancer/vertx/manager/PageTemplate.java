package org.rpicluster.balancer.vertx.manager;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The parts of {@code manager.html}, the only file with the page's elements: each begins with
 * {@code <!-- part: name -->}, and has places such as <code>{id}</code>; a backslash at its end
 * joins a line to the next. What is filled in is escaped, unless it is {@link Markup}. Filling
 * costs O(text); immutable, any thread.
 */
final class PageTemplate {

  private static final Pattern PART = Pattern.compile("<!-- part: (\\w+) -->\n");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Map<String, PageTemplate> PARTS = parts(Asset.text("manager.html"));

  /** What stands between places: one more than there are places. */
  private final List<String> texts = new ArrayList<>();

  private final List<String> places = new ArrayList<>();

  private PageTemplate(String text) {
    Matcher place = PLACE.matcher(text);
    int end = 0;
    while (place.find()) {
      texts.add(text.substring(end, place.start()));
      places.add(place.group(1));
      end = place.end();
    }
    texts.add(text.substring(end));
  }

  /**
   * A part with all its places filled.
   *
   * @param namesAndValues a name, its value, and so on
   */
  static Markup fill(String part, Object... namesAndValues) {
    PageTemplate template = PARTS.get(part);
    Check.argument(template != null, "part", part, String.join(", ", PARTS.keySet()));
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return PARTS.get(part).filled(values);
  }

  private Markup filled(Map<String, Object> values) {
    StringBuilder filled = new StringBuilder(texts.get(0));
    for (int i = 0; i < places.size(); i++) {
      Object value = values.get(places.get(i));
      Check.argument(value != null, places.get(i), "missing", "a value");
      filled.append(Markup.of(value)).append(texts.get(i + 1));
    }
    return new Markup(filled.toString());
  }

  private static Map<String, PageTemplate> parts(String file) {
    Map<String, PageTemplate> parts = new HashMap<>();
    Matcher head = PART.matcher(file);
    for (boolean found = head.find(); found; ) {
      String name = head.group(1);
      int from = head.end();
      found = head.find();
      String text = file.substring(from, found ? head.start() : file.length());
      parts.put(name, new PageTemplate(text.replace("\\\n", "")));
    }
    return parts;
  }
}
