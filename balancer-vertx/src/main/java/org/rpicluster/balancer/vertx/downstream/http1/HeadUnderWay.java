package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.downstream.TooManyFields;

/**
 * What the lines of a head cost that is not whole, and of trailers until the next request: each
 * line becomes objects as it comes, and the longest one decides how large the room is in which all
 * are read, as long as the connection stands. Costs an addition for each line; on its event loop
 * only.
 */
public final class HeadUnderWay {

  /** Name, value and their place in the table, without characters. Measured on JDK 17: 108 B. */
  private static final int LINE_BYTES = 112;

  private @Nullable HeldByConnection held;
  private int fields;
  private int roomBytes;
  private long bytes;

  /**
   * Another line.
   *
   * @param room in which it was read
   * @throws TooManyFields if there are more than there may be
   */
  public void line(byte[] room) {
    roomBytes = room.length;
    if (++fields > held.fieldsMax()) {
      throw new TooManyFields();
    }
  }

  /** The connection is known. */
  public void on(Channel channel) {
    if (held == null) {
      held = HeldByConnection.of(channel);
    }
  }

  /**
   * Something was read, and more is to come.
   *
   * @param more bytes of whole lines
   * @param waiting bytes that wait for the rest of theirs
   * @return whether there is room for it
   */
  public boolean read(int more, int waiting) {
    bytes += more;
    return held.head(roomBytes + bytes + waiting + (long) LINE_BYTES * fields);
  }

  /** So many bytes wait for the answer to the request before them. */
  public boolean waits(int waiting) {
    return held.head(roomBytes + bytes + waiting + (long) LINE_BYTES * fields);
  }

  /** The next lines are another message's. */
  public void next() {
    fields = 0;
    bytes = 0;
  }

  /** Nothing is under way; the room stays. */
  public void over() {
    next();
    held.head(roomBytes);
  }
}
