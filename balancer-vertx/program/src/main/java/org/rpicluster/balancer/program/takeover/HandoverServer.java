package org.rpicluster.balancer.program.takeover;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.rpicluster.balancer.program.takeover.NextProcess.Ended;
import org.rpicluster.balancer.vertx.fault.SystemError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix socket where the next process finds this one: it gets the sockets that listen, this one
 * lets go of its state, and once the next serves this one finishes what it has. Who may open the
 * socket's file may have them: that is its owner alone. Needs Netty's epoll. Any thread but an
 * event loop.
 */
public final class HandoverServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HandoverServer.class);

  private final Channel socket;
  private final WorkerExecutor ordered;
  private final Path path;
  private final Object file;

  private HandoverServer(Channel socket, WorkerExecutor ordered, Path path) throws IOException {
    this.socket = socket;
    this.ordered = ordered;
    this.path = path;
    file = identity(path);
  }

  /**
   * Begins.
   *
   * @param path of the socket; one that is there is replaced
   * @param owner has what is handed over
   * @param next starts the next process, for who asks for an upgrade
   * @throws IOException if it cannot be had
   */
  public static HandoverServer listen(Vertx vertx, Path path, Owner owner, Supplier<Ended> next)
      throws IOException {
    // In a directory that its owner alone may enter: nothing else can connect before its rights are
    // set, whatever the umask. The file of the process before is removed with its own socket.
    Path room = Files.createTempDirectory(path.toAbsolutePath().getParent(), ".handover");
    Path own = room.resolve("socket");
    try {
      WorkerExecutor ordered = vertx.createSharedWorkerExecutor("balancer-handover-" + room, 1);
      Channel socket = bind(own, vertx, () -> new HandoverHandler(vertx, ordered, owner, next));
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
      Files.move(own, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new HandoverServer(socket, ordered, path);
    } finally {
      Files.deleteIfExists(own);
      Files.delete(room);
    }
  }

  private static Channel bind(Path own, Vertx vertx, Supplier<HandoverHandler> handlers) {
    return new ServerBootstrap()
        .group(((VertxInternal) vertx).nettyEventLoopGroup())
        .channel(EpollServerDomainSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel connection) {
                connection
                    .pipeline()
                    .addLast(
                        new LineBasedFrameDecoder(HandoverWords.LINE_MAX),
                        new StringDecoder(StandardCharsets.US_ASCII),
                        handlers.get());
              }
            })
        .bind(new DomainSocketAddress(own.toFile()))
        .syncUninterruptibly()
        .channel();
  }

  private static Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Its file goes with it, unless another process has put its own in that place. */
  @Override
  public void close() {
    socket.close().awaitUninterruptibly();
    ordered.close();
    try {
      if (Files.exists(path) && identity(path).equals(file)) {
        Files.delete(path);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", path, SystemError.describe(e));
    }
  }
}
