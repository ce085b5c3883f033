package org.rpicluster.balancer.program.takeover;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The process before this one, which hands its sockets and its state over; the other end of {@link
 * HandoverServer}. Blocks, so not on an event loop; for one thread.
 */
public final class Predecessor implements AutoCloseable {

  /** Longer than its disk takes; it writes its state once. */
  private static final long SECONDS = 30;

  private static final String END = "";

  private final VertxInternal vertx;
  private final Path path;
  private final Channel connection;
  private final BlockingQueue<String> lines;

  private Predecessor(
      VertxInternal vertx, Path path, Channel connection, BlockingQueue<String> lines) {
    this.vertx = vertx;
    this.path = path;
    this.connection = connection;
    this.lines = lines;
  }

  /** The one that is found at a path, if one is. */
  public static Optional<Predecessor> at(Vertx vertx, Path path) {
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    VertxInternal internal = (VertxInternal) vertx;
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    return connect(
            internal,
            path,
            DomainSocketReadMode.BYTES,
            new LineBasedFrameDecoder(HandoverWords.LINE_MAX),
            new StringDecoder(StandardCharsets.UTF_8),
            new ReceivedHandler<>(String.class, lines::add, () -> lines.add(END)))
        .map(connection -> new Predecessor(internal, path, connection, lines));
  }

  private static Optional<Channel> connect(
      VertxInternal vertx, Path path, DomainSocketReadMode mode, ChannelHandler... handlers) {
    var connected =
        new Bootstrap()
            .group(vertx.nettyEventLoopGroup())
            .channel(EpollDomainSocketChannel.class)
            .option(EpollChannelOption.DOMAIN_SOCKET_READ_MODE, mode)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(handlers);
                  }
                })
            .connect(new DomainSocketAddress(path.toFile()))
            .awaitUninterruptibly();
    return connected.isSuccess() ? Optional.of(connected.channel()) : Optional.empty();
  }

  /** The file descriptors of the sockets that listen there: this process has them as well now. */
  public List<Integer> sockets() throws HandoverFailed {
    Queue<Integer> received = new ConcurrentLinkedQueue<>();
    ReceivedHandler<FileDescriptor> each =
        new ReceivedHandler<>(FileDescriptor.class, one -> received.add(one.intValue()), () -> {});
    Channel channel =
        connect(vertx, path, DomainSocketReadMode.FILE_DESCRIPTORS, each)
            .orElseThrow(() -> new HandoverFailed("its sockets cannot be asked for"));
    say(channel, HandoverWords.SOCKETS);
    if (!channel.closeFuture().awaitUninterruptibly(SECONDS, TimeUnit.SECONDS)) {
      throw new HandoverFailed("its sockets have not come");
    }
    return List.copyOf(received);
  }

  /** Has it let go of its state, which is this process' from now on. */
  public void release() throws HandoverFailed {
    ask(HandoverWords.RELEASE);
  }

  /** Has it finish what it has. */
  public void serving() throws HandoverFailed {
    ask(HandoverWords.SERVING);
  }

  /** Has it start the next process; the answer is why not, if it has not. */
  public void upgrade(long secondsMost) throws HandoverFailed {
    say(connection, HandoverWords.UPGRADE);
    awaitDone(secondsMost);
  }

  private void ask(String word) throws HandoverFailed {
    say(connection, word);
    awaitDone(SECONDS);
  }

  private void awaitDone(long seconds) throws HandoverFailed {
    String answer = next(seconds);
    if (!answer.equals(HandoverWords.DONE)) {
      throw new HandoverFailed(answer.equals(END) ? "it has ended the connection" : answer);
    }
  }

  private String next(long seconds) throws HandoverFailed {
    try {
      String line = lines.poll(seconds, TimeUnit.SECONDS);
      if (line == null) {
        throw new HandoverFailed("it does not answer");
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HandoverFailed("interrupted");
    }
  }

  private static void say(Channel channel, String word) {
    byte[] bytes = (word + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  /** Without {@link #serving} before, it goes on as it was. */
  @Override
  public void close() {
    connection.close().awaitUninterruptibly();
  }
}
