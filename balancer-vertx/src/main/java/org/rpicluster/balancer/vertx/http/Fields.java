package org.rpicluster.balancer.vertx.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a head, or of trailers: one view for every stage, whatever holds them underneath.
 * Names are compared without case; iteration is in the order in which the fields came. A view
 * copies nothing. On the event loop of the connection that the fields belong to. RFC 9110 §5.
 */
public interface Fields extends Iterable<Map.Entry<String, String>> {

  /** The first value of a field; null if there is none. */
  @Nullable String get(CharSequence name);

  /** Whether there is a field of this name. */
  boolean contains(CharSequence name);

  /** Every value of a field, in the order of its lines; empty if there is none. */
  List<String> getAll(CharSequence name);

  /** The names that there are. */
  Set<String> names();

  /** Whether there is no field at all. */
  boolean isEmpty();

  /** One more line of a field. */
  void add(CharSequence name, CharSequence value);

  /** One line in the place of all lines of a field. */
  void set(CharSequence name, CharSequence value);

  /** These lines in the place of all lines of a field. */
  void set(CharSequence name, Iterable<? extends CharSequence> values);

  /** Removes all lines of a field. */
  void remove(CharSequence name);

  /** Removes every field. */
  void clear();

  /** The number that the only value of a field is; -1 if there is none. */
  default long number(CharSequence name) {
    String value = get(name);
    return value == null ? -1 : Long.parseLong(value);
  }

  /** How many lines there are. */
  default int size() {
    int size = 0;
    for (Map.Entry<String, String> line : this) {
      size++;
    }
    return size;
  }

  /** How many characters their names and values have. */
  default long characters() {
    long characters = 0;
    for (Map.Entry<String, String> line : this) {
      characters += (long) line.getKey().length() + line.getValue().length();
    }
    return characters;
  }

  /** Hands on each line, in order: without an object for each, where the view can. */
  default void forEachLine(BiConsumer<CharSequence, CharSequence> to) {
    forEach(line -> to.accept(line.getKey(), line.getValue()));
  }
}
