package org.rpicluster.balancer.vertx.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
}
