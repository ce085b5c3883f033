package org.rpicluster.balancer.vertx.front;

/**
 * The streams that one client has begun and not ended, as far as its own frames say. Of those that
 * the server has ended meanwhile only the latest are remembered. A few integers; for one thread.
 */
final class OpenStreams {

  /** Those that may be open, and as many that have been reset under the client's hands. */
  private static final int REMEMBERED = 2 * Http2Limits.STREAMS_MAX;

  private final int[] open = new int[REMEMBERED];
  private int next;
  private int highest;

  /**
   * Notes a head, of a request or of its trailers.
   *
   * @return whether it may come now
   */
  boolean headers(int stream, boolean ends) {
    if (stream > highest) {
      highest = stream;
      if (!ends) {
        open[next] = stream;
        next = (next + 1) % REMEMBERED;
      }
      return true;
    }
    int place = placeOf(stream);
    if (place >= 0 && ends) {
      open[place] = 0;
    }
    return place >= 0;
  }

  /** Notes that the client sends no more. */
  void ended(int stream) {
    int place = placeOf(stream);
    if (place >= 0) {
      open[place] = 0;
    }
  }

  private int placeOf(int stream) {
    for (int i = 0; stream != 0 && i < REMEMBERED; i++) {
      if (open[i] == stream) {
        return i;
      }
    }
    return -1;
  }
}
