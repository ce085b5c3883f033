package org.rpicluster.balancer.vertx.downstream.vertx;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The view of fields that Vert.x holds. Costs its own object and no copy. On the event loop of the
 * connection that the fields belong to.
 */
final class MultiMapFields implements Fields {

  private final MultiMap fields;

  MultiMapFields(MultiMap fields) {
    this.fields = fields;
  }

  @Override
  public @Nullable String get(CharSequence name) {
    return fields.get(name);
  }

  @Override
  public boolean contains(CharSequence name) {
    return fields.contains(name);
  }

  @Override
  public List<String> getAll(CharSequence name) {
    return fields.getAll(name);
  }

  @Override
  public Set<String> names() {
    return fields.names();
  }

  @Override
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  @Override
  public void add(CharSequence name, CharSequence value) {
    fields.add(name, value);
  }

  @Override
  public void set(CharSequence name, CharSequence value) {
    fields.set(name, value);
  }

  @Override
  public void set(CharSequence name, Iterable<? extends CharSequence> values) {
    List<CharSequence> lines = new ArrayList<>();
    values.forEach(lines::add);
    fields.set(name, lines);
  }

  @Override
  public void remove(CharSequence name) {
    fields.remove(name);
  }

  @Override
  public void clear() {
    fields.clear();
  }

  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    return fields.iterator();
  }
}
