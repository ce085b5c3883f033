package org.rpicluster.balancer.program.cli;

import java.security.Security;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;

/**
 * The system properties that Vert.x and Netty read once, when their first class is loaded: so they
 * are set before. What the user has set on the command line stays, unless it is unsafe.
 */
final class SystemSettings {

  /** Each switches off a check without which one client's bytes can become another's request. */
  private static final Map<String, String> UNSAFE =
      Map.of(
          "vertx.disableHttpHeadersValidation", "true",
          "io.netty.handler.codec.http.defaultStrictLineParsing", "false",
          "io.netty.handler.codec.http.rfc9112TransferEncoding", "false");

  /** Without them the JVM would let one client have many handshakes for one connection. */
  private static final Map<String, String> SAFE =
      Map.of("jdk.tls.rejectClientInitiatedRenegotiation", "true");

  /** What the JVM would keep of a name: how long, is the affair of the way to its member. */
  private static final List<String> NAMES_KEPT =
      List.of("networkaddress.cache.ttl", "networkaddress.cache.negative.ttl");

  /**
   * Work without use: counters, timings and recordings that are not read, and the address of a
   * network card for names of channels, of which a machine that has none yet would be told.
   */
  private static final Map<String, String> SAVING =
      Map.of(
          "io.netty.jfr.enabled", "false",
          "io.netty.machineId", "00:00:00:00:00:00:00:00",
          "vertx.disableMetrics", "true",
          "vertx.disableContextTimings", "true",
          "vertx.logger-delegate-factory-class-name",
              "io.vertx.core.logging.SLF4JLogDelegateFactory");

  /**
   * TLS sessions that one listener keeps for clients of TLS 1.2 that take no tickets, 1.5 kB each;
   * the JVM would keep 20,480 for a day, 30 MB. So many such clients come again within minutes of
   * their last visit even on a busy site, and all others keep theirs themselves.
   */
  private static final Map<String, String> BOUNDING =
      Map.of("javax.net.ssl.sessionCacheSize", "1024");

  private SystemSettings() {}

  /**
   * Sets what saves work.
   *
   * @throws Fault if the user has set what is unsafe
   */
  static void apply() {
    UNSAFE.forEach(SystemSettings::refuse);
    SAFE.forEach(System::setProperty);
    NAMES_KEPT.forEach(name -> Security.setProperty(name, "0"));
    SAVING.forEach(SystemSettings::setUnlessSet);
    BOUNDING.forEach(SystemSettings::setUnlessSet);
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static void refuse(String name, String unsafe) {
    String value = System.getProperty(name);
    if (value != null && value.trim().equalsIgnoreCase(unsafe)) {
      String expected = "not set: it would let requests be smuggled";
      throw new Fault(Check.message("-D" + name, value, expected));
    }
  }
}
