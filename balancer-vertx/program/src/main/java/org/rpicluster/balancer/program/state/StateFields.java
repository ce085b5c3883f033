package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.settings.JsonScalar;
import org.rpicluster.balancer.vertx.settings.Setting;

/**
 * A JSON object of the state file, whose readers trust nothing: what is missing, of another type or
 * out of range is {@link DamagedState}, with its place. Immutable.
 */
record StateFields(String place, JsonObject json) {

  boolean has(String name) {
    return json.containsKey(name);
  }

  String text(String name) {
    return is(name, String.class, "text");
  }

  long whole(String name, long min, long max) {
    Object value = json.getValue(name);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw wrong(name, value, min + " to " + max);
  }

  int small(String name, int min) {
    return (int) whole(name, min, Integer.MAX_VALUE);
  }

  double decimal(String name) {
    return is(name, Number.class, "a number").doubleValue();
  }

  Instant instant(String name) {
    return parsed(name, Instant::parse);
  }

  Duration duration(String name) {
    Duration duration = parsed(name, Duration::parse);
    if (duration.isNegative()) {
      throw wrong(name, duration, "0 or more");
    }
    return duration;
  }

  <E extends Enum<E>> E word(String name, Class<E> words) {
    String text = text(name);
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word(word).equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(name, text, words(words)));
  }

  private static String words(Class<? extends Enum<?>> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(StateFields::word)
        .collect(Collectors.joining(", "));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  boolean flag(String name) {
    return is(name, Boolean.class, "true or false");
  }

  Optional<StateFields> find(String name) {
    return json.containsKey(name) ? Optional.of(object(name)) : Optional.empty();
  }

  StateFields object(String name) {
    return new StateFields(place + "." + name, is(name, JsonObject.class, "an object"));
  }

  /** Every field as an object, by name, in their order. */
  Map<String, StateFields> objects() {
    Map<String, StateFields> objects = new LinkedHashMap<>();
    json.fieldNames().forEach(name -> objects.put(name, object(name)));
    return objects;
  }

  /** Every field as text, by name. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    json.fieldNames().forEach(name -> texts.put(name, text(name)));
    return texts;
  }

  JsonArray array(String name) {
    return is(name, JsonArray.class, "a list");
  }

  List<String> texts(String name) {
    JsonArray array = array(name);
    List<String> texts = new ArrayList<>();
    for (Object item : array) {
      if (!(item instanceof String text)) {
        throw wrong(name, item, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of objects; empty if there is none. */
  List<StateFields> list(String name) {
    if (!json.containsKey(name)) {
      return List.of();
    }
    List<StateFields> list = new ArrayList<>();
    for (Object item : is(name, JsonArray.class, "a list")) {
      if (!(item instanceof JsonObject object)) {
        throw wrong(name, item, "a list of objects");
      }
      list.add(new StateFields(place + "." + name, object));
    }
    return list;
  }

  /** What {@code maker} makes of this object; its complaint names a field. */
  <T> T made(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new DamagedState(place + ": " + e.getMessage());
    }
  }

  /** {@code whole} with the value that this object has for one of its settings. */
  <S> S with(Setting<S, ?> setting, S whole) {
    Object value = json.getValue(setting.key());
    Consumer<String> wrong =
        expected -> {
          throw wrong(setting.key(), value, expected);
        };
    UnaryOperator<S> change = setting.read(new JsonScalar(value), wrong).orElseThrow();
    return made(() -> change.apply(whole));
  }

  private <T> T parsed(String name, Function<String, T> parser) {
    String text = text(name);
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw wrong(name, text, "a time as in ISO 8601");
    }
  }

  private <T> T is(String name, Class<T> type, String expected) {
    Object value = json.getValue(name);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw wrong(name, value, expected);
  }

  DamagedState wrong(String name, @Nullable Object value, String expected) {
    String shown = String.valueOf(value);
    String cut = shown.length() > 40 ? shown.substring(0, 40) + "…" : shown;
    return new DamagedState(Check.message(place + "." + name, cut, expected));
  }
}
