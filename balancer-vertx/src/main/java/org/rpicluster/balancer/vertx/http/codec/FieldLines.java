package org.rpicluster.balancer.vertx.http.codec;

import java.util.Arrays;

/**
 * Fields that many heads have alike, ready to be put behind those that are there: a copy of bytes
 * and four numbers for each, nothing is looked at again. As small as can be, since each connection
 * may have its own. Immutable; any thread.
 */
public final class FieldLines {

  /** None. */
  public static final FieldLines NONE = of(new Head());

  private final byte[] bytes;
  private final FieldIndex index;

  private FieldLines(byte[] bytes, FieldIndex index) {
    this.bytes = bytes;
    this.index = index;
  }

  /** The fields of a head that was made here: none of its lines has come from elsewhere. */
  public static FieldLines of(Head made) {
    byte[] bytes = Arrays.copyOf(made.bytes.array, made.bytes.end);
    return new FieldLines(bytes, FieldIndex.asSmallAs(made.index));
  }

  /** Adds them. */
  public void addTo(Head head) {
    int moved = head.bytes.end;
    head.bytes.put(bytes);
    head.index.addAll(index, moved);
  }
}
