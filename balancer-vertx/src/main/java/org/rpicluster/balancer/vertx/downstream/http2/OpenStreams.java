package org.rpicluster.balancer.vertx.downstream.http2;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The streams that one client has begun and not ended, as far as its own frames say: none of them
 * is forgotten while it is open. Of those that the server has ended meanwhile the latest are
 * remembered as long as there is room, as the client may not know yet. A few integers; for one
 * thread.
 */
final class OpenStreams {

  /** Those that may be open, and as many that have been reset under the client's hands. */
  private static final int REMEMBERED = 2 * Http2Limits.STREAMS_MAX;

  private final IntPredicate over;

  /** In the order in which they began, which is that of their numbers. */
  private final int[] open = new int[REMEMBERED];

  private int count;
  private int highest;

  /**
   * None yet.
   *
   * @param over whether the server has ended a stream that the client has begun
   */
  OpenStreams(IntPredicate over) {
    this.over = over;
  }

  /**
   * Notes a head, of a request or of its trailers.
   *
   * @return whether it may come now
   */
  boolean headers(int stream, boolean ends) {
    if (stream > highest) {
      highest = stream;
      if (!ends) {
        begun(stream);
      }
      return true;
    }
    int place = placeOf(stream);
    if (place >= 0 && ends) {
      remove(place);
    }
    return place >= 0;
  }

  /** Notes that the client sends no more. */
  void ended(int stream) {
    int place = placeOf(stream);
    if (place >= 0) {
      remove(place);
    }
  }

  /** Without room it is one of more than may be open, and will be refused: not worth a place. */
  private void begun(int stream) {
    if (count == REMEMBERED) {
      forgetOne();
    }
    if (count < REMEMBERED) {
      open[count++] = stream;
    }
  }

  /** Of those that the server has ended, the first is the one the client knows of by now. */
  private void forgetOne() {
    for (int place = 0; place < count; place++) {
      if (over.test(open[place])) {
        remove(place);
        return;
      }
    }
  }

  private void remove(int place) {
    count--;
    System.arraycopy(open, place + 1, open, place, count - place);
  }

  private int placeOf(int stream) {
    return Arrays.binarySearch(open, 0, count, stream);
  }
}
