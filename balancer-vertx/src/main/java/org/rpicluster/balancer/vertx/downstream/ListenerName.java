package org.rpicluster.balancer.vertx.downstream;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;

/**
 * The name of one listener, by which routes know it. A reload may change it; requests that come
 * after that find the new one. Any thread.
 */
public final class ListenerName {

  /** Of listeners that have none, and of a server of an embedder's own. */
  public static final String NONE = "";

  private volatile Named named;

  private record Named(String name, Map<String, String> byAddress) {}

  /** With this name; empty if it has none. */
  public ListenerName(String name) {
    this(name, Map.of());
  }

  /** With other names for connections to some of its addresses. */
  public ListenerName(String name, Map<String, String> byAddress) {
    named = new Named(name, Map.copyOf(byAddress));
  }

  /** It is called so from now on. */
  public void change(String to, Map<String, String> byAddress) {
    named = new Named(to, Map.copyOf(byAddress));
  }

  /** The name that a connection has now which has come to this address. */
  String at(SocketAddress local) {
    Named now = named;
    return now.byAddress.isEmpty() || !(local instanceof InetSocketAddress inet)
        ? now.name
        : now.byAddress.getOrDefault(InetAddresses.toAddrString(inet.getAddress()), now.name);
  }

  /** The name that it has now. */
  @Override
  public String toString() {
    return named.name;
  }
}
