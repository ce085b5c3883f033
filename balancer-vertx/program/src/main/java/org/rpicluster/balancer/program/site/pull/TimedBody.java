package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.rpicluster.balancer.time.Scheduler;

/**
 * A body that is given up if its next piece does not come in time: {@link java.net.http.HttpClient}
 * waits for it for ever. Blocks; for one thread.
 */
final class TimedBody extends InputStream {

  private static final int PIECE_BYTES = 16 << 10;

  private final InputStream body;
  private final Scheduler scheduler;
  private final Duration patience;
  private final byte[] piece = new byte[PIECE_BYTES];
  private int at;
  private int filled;
  private volatile boolean isLate;

  TimedBody(InputStream body, Scheduler scheduler, Duration patience) {
    this.body = body;
    this.scheduler = scheduler;
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (at == filled && !hasNextPiece()) {
      return -1;
    }
    int count = Math.min(length, filled - at);
    System.arraycopy(piece, at, bytes, from, count);
    at += count;
    return count;
  }

  private boolean hasNextPiece() throws IOException {
    Scheduler.Timer timer = scheduler.schedule(patience.toNanos(), this::giveUp);
    try {
      at = 0;
      filled = body.readNBytes(piece, 0, PIECE_BYTES);
    } catch (IOException e) {
      throw isLate ? late() : new IOException("the answer broke off: " + e.getMessage(), e);
    } finally {
      timer.cancel();
    }
    if (isLate) {
      throw late();
    }
    return filled > 0;
  }

  private void giveUp() {
    isLate = true;
    try {
      body.close();
    } catch (IOException e) {
      // The reader sees that it is late.
    }
  }

  private IOException late() {
    return new IOException("less than 16 KiB in " + patience.toMillis() + " ms: given up");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
