package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/**
 * How much may wait for a peer beyond what its socket takes, before what brings it is held back. As
 * little as is worth a system call: what waits is memory, and a peer that reads as fast as the
 * other sends leaves nothing waiting. Where {@link FairReads} has little left to share out it is
 * two of the smallest pieces; else two thousand peers that stall would hold all that there is. A
 * look at the event loop's own state; on that loop only.
 */
public final class FairWrites {

  private static final int USUAL_BYTES_MAX = 16 * 1024;
  private static final int SCARCE_BYTES_MAX = 2 * FairReads.PIECE_MIN;

  private static final WriteBufferWaterMark USUAL = marks(USUAL_BYTES_MAX);
  private static final WriteBufferWaterMark SCARCE = marks(SCARCE_BYTES_MAX);

  private FairWrites() {}

  private static WriteBufferWaterMark marks(int bytesMax) {
    return new WriteBufferWaterMark(bytesMax / 2, bytesMax);
  }

  /** Before something is written there: from now on so much waits at most. */
  public static void fit(Channel channel) {
    WriteBufferWaterMark fair = ReadBuffers.ofLoop().isScarce() ? SCARCE : USUAL;
    if (channel.config().getWriteBufferWaterMark() != fair) {
      channel.config().setWriteBufferWaterMark(fair);
    }
  }

  /** So many bytes may wait now, of a connection or of one stream of it. */
  public static int bytesMax() {
    return ReadBuffers.ofLoop().isScarce() ? SCARCE_BYTES_MAX : USUAL_BYTES_MAX;
  }
}
