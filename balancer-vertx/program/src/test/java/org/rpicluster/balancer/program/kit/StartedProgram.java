package org.rpicluster.balancer.program.kit;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.rpicluster.balancer.program.ConfigurationDifference;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** The program, started with a configuration as an operator writes it. For one test. */
public final class StartedProgram implements AutoCloseable {

  private final Vertx vertx = Platform.forProxy();
  private final Program program;

  /** With this YAML, in which ports may be 0. */
  public StartedProgram(String yaml) {
    program = Program.start(vertx, configuration(yaml));
  }

  private static Configuration configuration(String yaml) {
    return new YamlFrontEnd().read(new Source("test.yaml", yaml));
  }

  /** Goes on with this configuration, as after a SIGHUP. */
  public ConfigurationDifference reload(String yaml) {
    return program.change(configuration(yaml));
  }

  /** How many configurations stand. */
  public int standing() {
    return program.standing();
  }

  /** The port of a listener, counted from 0. */
  public int port(int listener) {
    return program.addresses().get(listener).address().port();
  }

  /** A connection to a listener. */
  public RawClient connect(int listener) throws IOException {
    return new RawClient(port(listener));
  }

  /** A connection of HTTP/2 to a listener that takes it without TLS. */
  public Http2Client connectHttp2(int listener) throws Exception {
    return new Http2Client(port(listener));
  }

  /** The first so many lines of the access log, once they are there. */
  public static List<String> lines(Path log, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> Files.exists(log) ? Files.readAllLines(log) : List.of(), l -> l.size() >= count)
        .stream()
        .map(String::valueOf)
        .toList();
  }

  @Override
  public void close() {
    program.close();
  }
}
