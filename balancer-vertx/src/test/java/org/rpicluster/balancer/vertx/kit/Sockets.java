package org.rpicluster.balancer.vertx.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** What raw clients and raw members share. Stateless. */
public final class Sockets {

  private Sockets() {}

  /** An address that is written as one, so that no name is looked up. */
  public static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything until the connection ends, by a close or a reset. */
  static String readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException reset) {
      // As good as an end for what came before.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }
}
