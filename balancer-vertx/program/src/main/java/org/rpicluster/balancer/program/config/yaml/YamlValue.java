package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.vertx.settings.EnumWords;
import org.rpicluster.balancer.vertx.settings.Scalar;
import org.rpicluster.balancer.vertx.settings.TextScalar;
import org.rpicluster.balancer.vertx.settings.ValueType;
import org.rpicluster.balancer.vertx.settings.ValueTypes;
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
final class YamlValue implements Scalar {

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

  boolean isList() {
    return node instanceof SequenceNode;
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

  /** The value of a key, if it is a map that has this key; nothing is reported. */
  Optional<YamlValue> within(String key) {
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    return mapping.getValue().stream()
        .filter(t -> t.getKeyNode() instanceof ScalarNode s && s.getValue().equals(key))
        .map(tuple -> new YamlValue(document, key, tuple.getValueNode()))
        .findFirst();
  }

  int line() {
    return document.lineOf(node);
  }

  /** Text that is not blank; numbers and flags are text as well. */
  Optional<String> text(String expected) {
    return read(ValueTypes.text(expected));
  }

  /** Text that passes a check, whose complaint is reported here. */
  Optional<String> text(String expected, UnaryOperator<String> check) {
    return text(expected).flatMap(text -> made(() -> check.apply(text)));
  }

  @Override
  public Optional<String> asWritten() {
    return isText() ? Optional.of(((ScalarNode) node).getValue()) : Optional.empty();
  }

  @Override
  public Optional<String> asText() {
    boolean said = isText() && !((ScalarNode) node).getValue().isBlank();
    return said ? Optional.of(shown()) : Optional.empty();
  }

  @Override
  public OptionalInt asWhole() {
    boolean number = node.getTag().equals(Tag.INT);
    return number ? new TextScalar(shown()).asWhole() : OptionalInt.empty();
  }

  @Override
  public OptionalDouble asDecimal() {
    boolean number = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    return number ? new TextScalar(shown()).asDecimal() : OptionalDouble.empty();
  }

  @Override
  public Optional<Boolean> asFlag() {
    boolean flag = node.getTag().equals(Tag.BOOL);
    return flag ? Optional.of(shown().equalsIgnoreCase("true")) : Optional.empty();
  }

  /** A value of a kind. */
  <T> Optional<T> read(ValueType<T> kind) {
    return kind.read(this, this::wrong);
  }

  /** A whole number within a range. */
  Optional<Integer> whole(int min, int max) {
    return read(ValueTypes.whole(min, max));
  }

  /** Yes or no. */
  Optional<Boolean> flag() {
    return read(ValueTypes.flag());
  }

  /** Yes or no, where a word might stand as well. */
  Optional<Boolean> flag(String expected) {
    Optional<Boolean> flag = asFlag();
    return flag.isPresent() ? flag : wrong(expected);
  }

  /** A time, 0 or more. */
  Optional<Duration> duration() {
    return read(ValueTypes.duration());
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
    return read(ValueTypes.words(words));
  }

  /** One of a few words, where something else would do as well. */
  <E extends Enum<E>> Optional<E> oneOf(Class<E> words, String or) {
    Optional<E> found = asText().flatMap(text -> EnumWords.parse(words, text));
    return found.isPresent() ? found : wrong(EnumWords.all(words) + ", " + or);
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
}
