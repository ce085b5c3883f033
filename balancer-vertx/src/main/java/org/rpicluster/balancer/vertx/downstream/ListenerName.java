package org.rpicluster.balancer.vertx.downstream;

/**
 * The name of one listener, by which routes know it. A reload may change it; requests that come
 * after that find the new one. Any thread.
 */
public final class ListenerName {

  /** Of listeners that have none, and of a server of an embedder's own. */
  public static final String NONE = "";

  private volatile String name;

  /** With this name; empty if it has none. */
  public ListenerName(String name) {
    this.name = name;
  }

  /** It is called so from now on. */
  public void change(String to) {
    name = to;
  }

  /** The name that it has now. */
  @Override
  public String toString() {
    return name;
  }
}
