package org.rpicluster.balancer.vertx.downstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a client's connection, and what is noted with it before its first request: the
 * name in its handshake, and whether its PROXY header names a client; and what can be done to it
 * without a server. Stateless; each call on the connection's event loop.
 */
public final class ClientChannel {

  private static final AttributeKey<String> SERVER_NAME =
      AttributeKey.valueOf(ClientChannel.class, "serverName");

  private static final AttributeKey<Boolean> CLIENT_UNKNOWN =
      AttributeKey.valueOf(ClientChannel.class, "clientUnknown");

  private static final AttributeKey<ListenerName> LISTENER =
      AttributeKey.valueOf(ClientChannel.class, "listener");

  private static final AttributeKey<SocketAddress> REMOTE =
      AttributeKey.valueOf(ClientChannel.class, "remote");

  private static final AttributeKey<SocketAddress> LOCAL =
      AttributeKey.valueOf(ClientChannel.class, "local");

  private ClientChannel() {}

  /** A handler that reads heads, and can give up one that was begun. */
  public interface GivesUpHeads extends ChannelHandler {

    /**
     * The head that was begun did not come in time: it becomes an invalid request.
     *
     * @return whether there was such a head
     */
    boolean giveUpHead();
  }

  /**
   * Gives up a head that was begun on an HTTP/1 connection and has not come in time: it is answered
   * and logged like a request.
   *
   * @return whether that is so; otherwise nothing has happened
   */
  public static boolean giveUpHead(Channel connection) {
    GivesUpHeads reader = connection.pipeline().get(GivesUpHeads.class);
    return reader != null && reader.giveUpHead();
  }

  /** The connection has come to this listener. */
  public static void listener(Channel connection, ListenerName name) {
    connection.attr(LISTENER).set(name);
  }

  /** The name of the listener that a connection has come to; empty if it has none. */
  public static String listener(Channel connection) {
    ListenerName name = connection.attr(LISTENER).get();
    return name == null ? ListenerName.NONE : name.at(connection.localAddress());
  }

  /** The client of a connection asks for this name in its handshake. */
  public static void serverName(Channel connection, String name) {
    connection.attr(SERVER_NAME).set(name);
  }

  /** The name that the client asked for in the handshake; nothing where that was not read. */
  public static Optional<String> serverName(Channel connection) {
    return Optional.ofNullable(connection.attr(SERVER_NAME).get());
  }

  /** The connection's PROXY header names no client, which therefore is not the proxy itself. */
  public static void clientIsUnknown(Channel connection) {
    connection.attr(CLIENT_UNKNOWN).set(true);
  }

  /** Whether the PROXY header of a connection names no client. */
  public static boolean isClientUnknown(Channel connection) {
    return connection.hasAttr(CLIENT_UNKNOWN);
  }

  /** The connection's PROXY header says from where, and to where, its client has connected. */
  public static void proxied(Channel connection, SocketAddress from, SocketAddress to) {
    connection.attr(REMOTE).set(from);
    connection.attr(LOCAL).set(to);
  }

  /** Where the client of a connection is, also behind a proxy that says so; null if nowhere. */
  public static @Nullable SocketAddress remoteAddress(Channel connection) {
    SocketAddress behind = connection.attr(REMOTE).get();
    return behind == null ? connection.remoteAddress() : behind;
  }

  /** To where the client of a connection has connected; null if nowhere. */
  public static @Nullable SocketAddress localAddress(Channel connection) {
    SocketAddress before = connection.attr(LOCAL).get();
    return before == null ? connection.localAddress() : before;
  }

  /**
   * Closes a connection with all that waits for the client, in the kernel as well, and past every
   * handler that would first send what waits: Vert.x' own does, which for a client that takes
   * nothing is for ever.
   */
  public static void closeAtOnce(Channel connection) {
    if (connection.isOpen()) {
      connection.config().setOption(ChannelOption.SO_LINGER, 0);
      connection.pipeline().firstContext().close();
    }
  }
}
