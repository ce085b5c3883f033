package org.rpicluster.balancer.vertx.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FairReadsTest {

  private static final long MAX = 64 << 20;

  private final AtomicLong used = new AtomicLong();
  private final FairReads reads = new FairReads(used::get, MAX);

  @Test
  void pieces_areAsLargeAsAny_whileThereIsEnough_andGetSmaller() {
    assertThat(reads.pieceMax()).isEqualTo(64 * 1024);
    used.set(MAX / 4);
    assertThat(reads.pieceMax()).isEqualTo(32 * 1024);
    used.set(MAX);
    assertThat(reads.pieceMax()).isEqualTo(FairReads.PIECE_MIN);
  }

  /** Three pieces for each, and none is given back. */
  @Test
  void asManyStalledOnesAsTheHeapLetsIn_leaveAQuarter() {
    for (int i = 0; i < 2048; i++) {
      used.addAndGet(3L * reads.pieceMax());
    }
    assertThat(used.get()).isLessThan(MAX / 4 * 3);
  }

  @Test
  @SuppressWarnings("deprecation") // there is no other handle
  void readsNoMoreThanThat_howeverMuchASocketHas() {
    used.set(MAX);
    RecvByteBufAllocator.Handle handle = reads.newHandle();
    for (int i = 0; i < 10; i++) {
      ByteBuf piece = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
      assertThat(piece.capacity()).isLessThanOrEqualTo(FairReads.PIECE_MIN);
      handle.attemptedBytesRead(piece.writableBytes());
      handle.lastBytesRead(piece.writableBytes());
      handle.readComplete();
      piece.release();
    }
  }

  @Test
  @SuppressWarnings("deprecation") // there is no other handle
  void shortPiece_isReadIntoTheSameBuffer_unlessSomethingHoldsThat() {
    used.set(MAX);
    RecvByteBufAllocator.Handle one = reads.newHandle();
    RecvByteBufAllocator.Handle other = reads.newHandle();
    ByteBuf first = one.allocate(UnpooledByteBufAllocator.DEFAULT).writeByte('a');
    first.release();
    ByteBuf second = other.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(second).isSameAs(first);
    assertThat(second.isReadable()).isFalse();

    ByteBuf held = second.writeByte('b').readRetainedSlice(1);
    second.release();
    ByteBuf third = one.allocate(UnpooledByteBufAllocator.DEFAULT).writeByte('c');
    assertThat(third).isNotSameAs(second);
    assertThat(held.readByte()).isEqualTo((byte) 'b');
    held.release();
    third.release();
    assertThat(third.refCnt()).isZero();
  }

  @Test
  @SuppressWarnings("deprecation") // there is no other handle
  void whatFlows_isReadIntoTheSameLongBuffer_orTheNext_untilAllAreHeld() {
    RecvByteBufAllocator.Handle flowing = flowing();
    List<ByteBuf> held = new ArrayList<>();
    for (int i = 0; i < ReadBuffers.LONG_COUNT; i++) {
      ByteBuf kept = flowing.allocate(UnpooledByteBufAllocator.DEFAULT);
      assertThat(kept.writableBytes()).isEqualTo(ReadBuffers.LONG_BYTES);
      assertThat(held).noneSatisfy(other -> assertThat(kept).isSameAs(other));
      held.add(kept);
    }
    ByteBuf other = flowing.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(other.capacity()).isLessThanOrEqualTo(reads.pieceMax());
    other.release();
    ByteBuf first = held.get(0);
    ByteBuf slice = first.writeByte('a').readRetainedSlice(1);
    held.forEach(ByteBuf::release);
    ByteBuf second = flowing.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(second).isSameAs(held.get(1));
    second.release();
    assertThat(slice.readByte()).isEqualTo((byte) 'a');
    slice.release();
    ByteBuf again = flowing.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(again).isSameAs(first);
    again.release();
  }

  @Test
  @SuppressWarnings("deprecation") // there is no other handle
  void whatFlows_isReadInShortPieces_whereLittleMemoryIsLeft() {
    RecvByteBufAllocator.Handle flowing = flowing();
    used.set(MAX);
    ByteBuf piece = flowing.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(piece.capacity()).isEqualTo(FairReads.PIECE_MIN);
    piece.release();
  }

  @Test
  @SuppressWarnings("deprecation") // there is no other handle
  void whereLittleMemoryIsLeft_littleWaitsForAPeer() {
    EmbeddedChannel peer = new EmbeddedChannel();
    RecvByteBufAllocator.Handle flowing = flowing();
    FairWrites.fit(peer);
    assertThat(peer.config().getWriteBufferHighWaterMark()).isEqualTo(16 * 1024);

    used.set(MAX);
    fillPiece(flowing);
    FairWrites.fit(peer);
    assertThat(peer.config().getWriteBufferHighWaterMark()).isEqualTo(2 * FairReads.PIECE_MIN);
    assertThat(FairWrites.bytesMax()).isEqualTo(2 * FairReads.PIECE_MIN);

    used.set(0);
    fillPiece(flowing);
    FairWrites.fit(peer);
    assertThat(peer.config().getWriteBufferHighWaterMark()).isEqualTo(16 * 1024);
  }

  /** One whose socket has filled each piece. */
  @SuppressWarnings("deprecation") // there is no other handle
  private RecvByteBufAllocator.Handle flowing() {
    RecvByteBufAllocator.Handle handle = reads.newHandle();
    for (int i = 0; i < 10; i++) {
      fillPiece(handle);
    }
    return handle;
  }

  @SuppressWarnings("deprecation") // there is no other handle
  private static void fillPiece(RecvByteBufAllocator.Handle handle) {
    ByteBuf piece = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
    handle.attemptedBytesRead(piece.writableBytes());
    handle.lastBytesRead(piece.writableBytes());
    piece.release();
    handle.readComplete();
  }
}
