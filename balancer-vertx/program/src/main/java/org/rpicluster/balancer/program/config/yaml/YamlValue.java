package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.vertx.settings.Durations;
import org.rpicluster.balancer.vertx.settings.Sizes;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value in a file, with the name of its key. Each reading method gives the value, or reports at
 * its place what was expected and gives nothing, so that a binder goes on with the next key. For
 * one thread.
 */
final class YamlValue {

  private final YamlDocument document;
  private final String name;
  private final Node node;

  YamlValue(YamlDocument document, String name, Node node) {
    this.document = document;
    this.name = name;
    this.node = node;
  }

  boolean isText() {
    return node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /** The same value under another name, for what is wrong with it. */
  YamlValue named(String other) {
    return new YamlValue(document, other, node);
  }

  /** Whether it is a map that has this key: there are maps whose other keys depend on one. */
  boolean hasKey(String key) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .anyMatch(n -> n instanceof ScalarNode scalar && scalar.getValue().equals(key));
  }

  int line() {
    return document.lineOf(node);
  }

  /** Text that is not blank; numbers and flags are text as well. */
  Optional<String> text(String expected) {
    boolean said = isText() && !((ScalarNode) node).getValue().isBlank();
    return said ? Optional.of(shown()) : wrong(expected);
  }

  /** Text that passes a check, whose complaint is reported here. */
  Optional<String> text(String expected, UnaryOperator<String> check) {
    return text(expected).flatMap(text -> made(() -> check.apply(text)));
  }

  /** A whole number within a range. */
  Optional<Integer> whole(int min, int max) {
    String expected = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
    if (!node.getTag().equals(Tag.INT) || !shown().matches("-?\\d{1,9}")) {
      return wrong(expected);
    }
    int number = Integer.parseInt(shown());
    return number >= min && number <= max ? Optional.of(number) : wrong(expected);
  }

  /** A number. */
  Optional<Double> decimal(String expected) {
    boolean number = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    return number && shown().matches("-?\\d{1,9}(\\.\\d{1,9})?")
        ? Optional.of(Double.valueOf(shown()))
        : wrong(expected);
  }

  /** A share, as in {@code 20%}. */
  Optional<Integer> percent(int max) {
    boolean percent = isText() && shown().matches("\\d{1,4}%");
    int number = percent ? Integer.parseInt(shown().substring(0, shown().length() - 1)) : -1;
    return percent && number <= max ? Optional.of(number) : wrong("0% to " + max + "%");
  }

  /** Yes or no. */
  Optional<Boolean> flag() {
    return flag("true or false");
  }

  /** Yes or no, where a word might stand as well. */
  Optional<Boolean> flag(String expected) {
    boolean flag = node.getTag().equals(Tag.BOOL);
    return flag ? Optional.of(shown().equalsIgnoreCase("true")) : wrong(expected);
  }

  /** A time, 0 or more. */
  Optional<Duration> duration() {
    Optional<Duration> duration = isText() ? Durations.parse(shown()) : Optional.empty();
    return duration.isPresent() ? duration : wrong(Durations.EXPECTED);
  }

  /** A time of more than 0. */
  Optional<Duration> positiveDuration() {
    Optional<Duration> duration = duration();
    return duration.isPresent() && duration.get().isZero() ? wrong("more than 0") : duration;
  }

  /** A size in bytes within a range. */
  Optional<Long> size(long min, long max) {
    OptionalLong size = isText() ? Sizes.parse(shown()) : OptionalLong.empty();
    if (size.isEmpty()) {
      return wrong(Sizes.EXPECTED);
    }
    long bytes = size.getAsLong();
    boolean good = bytes >= min && bytes <= max;
    return good ? Optional.of(bytes) : wrong(Sizes.text(min) + " to " + Sizes.text(max));
  }

  /** Whether it is this word, which then needs no reading. */
  boolean is(String word) {
    return isText() && shown().equals(word);
  }

  /** Whether it is a whole number, of any size. */
  boolean isNumber() {
    return node.getTag().equals(Tag.INT);
  }

  /** One of a few words. */
  <E extends Enum<E>> Optional<E> oneOf(Class<E> words) {
    return oneOf(words, "");
  }

  /** One of a few words, where something else would do as well. */
  <E extends Enum<E>> Optional<E> oneOf(Class<E> words, String or) {
    Optional<E> found =
        Arrays.stream(words.getEnumConstants())
            .filter(word -> isText() && word(word).equals(shown()))
            .findFirst();
    String expected =
        Arrays.stream(words.getEnumConstants())
            .map(YamlValue::word)
            .collect(Collectors.joining(", "));
    return found.isPresent() ? found : wrong(or.isEmpty() ? expected : expected + ", " + or);
  }

  /** A list; empty if it is none, or has nothing in it. */
  List<YamlValue> list(String expected) {
    if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue().stream().map(n -> new YamlValue(document, name, n)).toList();
    }
    wrong(expected);
    return List.of();
  }

  /** A map with these keys and no others. */
  Optional<YamlMap> map(Keys keys) {
    return map(keys, keys.expected());
  }

  /** A map with these keys and no others, where something else might stand as well. */
  Optional<YamlMap> map(Keys keys, String expected) {
    return node instanceof MappingNode mapping
        ? Optional.of(new YamlMap(document, mapping, keys))
        : wrong(expected);
  }

  /** A map whose keys are names of the user's. */
  Optional<YamlMap> namedMap(String expected) {
    return node instanceof MappingNode mapping && !mapping.getValue().isEmpty()
        ? Optional.of(new YamlMap(document, mapping, Keys.ANY))
        : wrong(expected);
  }

  /** A file, which need not be there. */
  Optional<Path> file(String expected) {
    return text(expected).flatMap(text -> made(() -> NamesInLocale.path(name, text)));
  }

  /** What {@code maker} makes of it; its complaint is reported here. */
  <T> Optional<T> made(Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      document.report(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Reports that another value was expected. */
  <T> Optional<T> wrong(String expected) {
    return wrong(isQuotedNumber() ? '"' + shown() + '"' : shown(), expected);
  }

  /** A text that looks like a number, but for its quotes. */
  private boolean isQuotedNumber() {
    return node instanceof ScalarNode scalar
        && !scalar.isPlain()
        && scalar.getValue().matches("-?\\d+(\\.\\d+)?");
  }

  /** Reports that another value was expected, and shows this one in other words. */
  <T> Optional<T> wrong(String shown, String expected) {
    document.report(node, Check.message(name, shown, expected));
    return Optional.empty();
  }

  private String shown() {
    if (node instanceof ScalarNode scalar) {
      boolean nothing = scalar.getTag().equals(Tag.NULL) || scalar.getValue().isEmpty();
      return nothing ? "nothing" : scalar.getValue();
    }
    boolean empty = ((CollectionNode<?>) node).getValue().isEmpty();
    return (empty ? "an empty " : "a ") + (node instanceof MappingNode ? "map" : "list");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
