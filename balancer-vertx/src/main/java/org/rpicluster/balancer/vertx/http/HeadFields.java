package org.rpicluster.balancer.vertx.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The view of fields that a {@link Head} holds as bytes: a known name is found by its number, and
 * text is made of what is asked for. Kept with its head. On the event loop of the connection that
 * the fields belong to.
 */
public final class HeadFields implements Fields {

  private final Head head;

  private HeadFields(Head head) {
    this.head = head;
  }

  /** The view of these fields. */
  public static HeadFields over(Head head) {
    return new HeadFields(head);
  }

  /** What it is a view of. */
  public Head head() {
    return head;
  }

  @Override
  public long number(CharSequence name) {
    int field = head.next(name, 0);
    return field == Head.NONE ? -1 : head.number(field);
  }

  @Override
  public int size() {
    return head.size();
  }

  @Override
  public long characters() {
    return head.fieldBytes();
  }

  @Override
  public void forEachLine(BiConsumer<CharSequence, CharSequence> to) {
    for (int field = nextThere(0); field < head.fields(); field = nextThere(field + 1)) {
      to.accept(head.name(field), head.value(field));
    }
  }

  @Override
  public @Nullable String get(CharSequence name) {
    int field = head.next(name, 0);
    return field == Head.NONE ? null : head.value(field);
  }

  @Override
  public boolean contains(CharSequence name) {
    return head.next(name, 0) != Head.NONE;
  }

  @Override
  public List<String> getAll(CharSequence name) {
    int field = head.next(name, 0);
    if (field == Head.NONE) {
      return List.of();
    }
    List<String> values = new ArrayList<>(1);
    for (; field != Head.NONE; field = head.next(name, field + 1)) {
      values.add(head.value(field));
    }
    return values;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    forEach(field -> names.add(field.getKey()));
    return names;
  }

  @Override
  public boolean isEmpty() {
    return nextThere(0) == head.fields();
  }

  @Override
  public void add(CharSequence name, CharSequence value) {
    head.add(name, latin1(value));
  }

  @Override
  public void set(CharSequence name, CharSequence value) {
    int field = head.next(name, 0);
    if (field == Head.NONE) {
      head.add(name, latin1(value));
      return;
    }
    remove(name, field + 1);
    if (!head.valueIs(field, value)) {
      head.setValue(field, latin1(value));
    }
  }

  @Override
  public void set(CharSequence name, Iterable<? extends CharSequence> values) {
    remove(name);
    values.forEach(value -> head.add(name, latin1(value)));
  }

  @Override
  public void remove(CharSequence name) {
    remove(name, 0);
  }

  private void remove(CharSequence name, int from) {
    for (int field = head.next(name, from);
        field != Head.NONE;
        field = head.next(name, field + 1)) {
      head.remove(field);
    }
  }

  @Override
  public void clear() {
    for (int field = 0; field < head.fields(); field++) {
      head.remove(field);
    }
  }

  /** What a head has no room for is a question mark, as it is to Netty. */
  private static CharSequence latin1(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0xFF) {
        return value.toString().replaceAll("[^\\x00-\\xFF]", "?");
      }
    }
    return value;
  }

  private int nextThere(int from) {
    int field = from;
    while (field < head.fields() && !head.isThere(field)) {
      field++;
    }
    return field;
  }

  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    return new Iterator<>() {
      private int next = nextThere(0);

      @Override
      public boolean hasNext() {
        return next < head.fields();
      }

      @Override
      public Map.Entry<String, String> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Map.Entry<String, String> field = Map.entry(head.name(next), head.value(next));
        next = nextThere(next + 1);
        return field;
      }
    };
  }
}
