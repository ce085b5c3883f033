package org.rpicluster.balancer.vertx.http;

import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.FieldName;

/**
 * Fields as HTTP/2 has them: a row of names in lower case and one of values, which HPACK's own
 * table often holds already, so that nothing is copied on the way in or out. Finding a name looks
 * at the length of each; what is added is not validated, as with {@link NettyFields#none}, and must
 * not change. On the event loop of the connection that the fields belong to.
 */
public final class FieldList implements Fields {

  /** Browsers send a dozen, answers have as many. */
  private static final int FIELDS_USUAL = 16;

  private @Nullable AsciiString[] names = new AsciiString[FIELDS_USUAL];
  private @Nullable CharSequence[] values = new CharSequence[FIELDS_USUAL];
  private int count;

  /** None yet. */
  public FieldList() {}

  @Override
  public int size() {
    return count;
  }

  /** The name of a line, from 0 on. */
  public AsciiString name(int line) {
    return names[line];
  }

  /** The value of a line. */
  public CharSequence value(int line) {
    return values[line];
  }

  /** One more line, of a name that is in lower case already. */
  public void addLine(AsciiString name, CharSequence value) {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    names[count] = name;
    values[count++] = value;
  }

  private int find(CharSequence name, int from) {
    for (int line = from; line < count; line++) {
      AsciiString there = names[line];
      if (there.length() == name.length() && there.contentEqualsIgnoreCase(name)) {
        return line;
      }
    }
    return -1;
  }

  @Override
  public long characters() {
    long characters = 0;
    for (int line = 0; line < count; line++) {
      characters += (long) names[line].length() + values[line].length();
    }
    return characters;
  }

  @Override
  public void forEachLine(BiConsumer<CharSequence, CharSequence> to) {
    for (int line = 0; line < count; line++) {
      to.accept(names[line], values[line]);
    }
  }

  @Override
  public @Nullable String get(CharSequence name) {
    int line = find(name, 0);
    return line < 0 ? null : values[line].toString();
  }

  @Override
  public boolean contains(CharSequence name) {
    return find(name, 0) >= 0;
  }

  @Override
  public List<String> getAll(CharSequence name) {
    int line = find(name, 0);
    if (line < 0) {
      return List.of();
    }
    List<String> all = new ArrayList<>(1);
    for (; line >= 0; line = find(name, line + 1)) {
      all.add(values[line].toString());
    }
    return all;
  }

  @Override
  public Set<String> names() {
    Set<String> all = new LinkedHashSet<>();
    for (int line = 0; line < count; line++) {
      all.add(names[line].toString());
    }
    return all;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  public void add(CharSequence name, CharSequence value) {
    addLine(FieldName.lowerCase(name), value);
  }

  @Override
  public void set(CharSequence name, CharSequence value) {
    int line = find(name, 0);
    if (line < 0) {
      add(name, value);
    } else {
      values[line] = value;
      remove(name, line + 1);
    }
  }

  @Override
  public void set(CharSequence name, Iterable<? extends CharSequence> all) {
    remove(name, 0);
    all.forEach(value -> add(name, value));
  }

  @Override
  public void remove(CharSequence name) {
    remove(name, 0);
  }

  private void remove(CharSequence name, int from) {
    for (int line = find(name, from); line >= 0; line = find(name, line)) {
      count--;
      System.arraycopy(names, line + 1, names, line, count - line);
      System.arraycopy(values, line + 1, values, line, count - line);
    }
  }

  @Override
  public void clear() {
    count = 0;
  }

  /** Whether it has no more room than usual fields need. */
  public boolean isUsual() {
    return names.length == FIELDS_USUAL;
  }

  /** Holds on to no text any more, and has no lines: it may be another's. */
  public void forget() {
    Arrays.fill(names, null);
    Arrays.fill(values, null);
    count = 0;
  }

  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Map.Entry<String, String> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int line = next++;
        return Map.entry(names[line].toString(), values[line].toString());
      }
    };
  }
}
