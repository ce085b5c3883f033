package org.rpicluster.balancer.vertx.tls;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * A name that is asked for in a handshake, as it is: the JVM's own type takes no underscores, which
 * browsers, resolvers and certificates do. Immutable. RFC 6066 §3.
 */
public final class RequestedServerName extends SNIServerName {

  /** The name with these characters, of ASCII. */
  public RequestedServerName(String name) {
    super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
  }
}
