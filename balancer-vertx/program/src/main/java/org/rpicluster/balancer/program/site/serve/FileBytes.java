package org.rpicluster.balancer.program.site.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one file, of that which was opened, whatever takes its name meanwhile. A small one
 * is in memory already, and not open any more. For one answer; one thread at a time.
 */
final class FileBytes implements AutoCloseable {

  private final FileState state;
  private final FileBudget.Charge charge;
  private final @Nullable FileChannel channel;
  private final byte @Nullable [] small;

  /**
   * Reads a small file, and closes it; keeps a larger one open.
   *
   * @param charge what it holds, which ends with it
   */
  FileBytes(FileState state, FileChannel channel, FileBudget.Charge charge) throws IOException {
    this.state = state;
    this.charge = charge;
    if (state.bytes() > FileBudget.PIECE_BYTES) {
      this.channel = channel;
      small = null;
    } else {
      this.channel = null;
      small = new byte[(int) state.bytes()];
      read(channel, 0, Unpooled.wrappedBuffer(small).clear());
      channel.close();
    }
  }

  /** A small file that was read before. */
  FileBytes(FileState state, byte[] small, FileBudget.Charge charge) {
    this.state = state;
    this.charge = charge;
    this.small = small;
    channel = null;
  }

  /** The bytes of a small file; null of a larger one. */
  byte @Nullable [] small() {
    return small;
  }

  /** Whether its bytes are here, so that nothing blocks. */
  boolean isHere() {
    return channel == null;
  }

  /** Bytes of a file that is here. */
  ByteBuf here(long first, long length) {
    return Unpooled.wrappedBuffer(small, (int) first, (int) length);
  }

  /**
   * A piece, in the memory that a socket is written from. Blocks for the disk.
   *
   * @throws IOException also if the file has become shorter, or was changed before its last piece
   */
  ByteBuf piece(ByteBufAllocator allocator, long first, int length, boolean isLast)
      throws IOException {
    ByteBuf piece = allocator.directBuffer(length, length);
    try {
      read(channel, first, piece);
      if (isLast && state.hasChanged()) {
        throw new IOException("the file was changed while it was sent");
      }
      return piece;
    } catch (IOException | RuntimeException | Error e) {
      piece.release();
      throw e;
    }
  }

  private static void read(FileChannel channel, long first, ByteBuf piece) throws IOException {
    while (piece.isWritable()) {
      if (piece.writeBytes(channel, first + piece.writerIndex(), piece.writableBytes()) < 0) {
        throw new EOFException("the file has become shorter");
      }
    }
  }

  @Override
  public void close() throws IOException {
    charge.close();
    if (channel != null) {
      channel.close();
    }
  }
}
