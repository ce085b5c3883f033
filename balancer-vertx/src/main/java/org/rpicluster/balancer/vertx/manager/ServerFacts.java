package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The facts about the program itself, for the page. Read when it is asked for, in microseconds.
 * Immutable.
 *
 * @param name what it is called
 * @param version its version; empty where it runs from classes
 * @param started when its process began
 * @param memoryBytes what its heap has in use, with what the next collection will find free
 * @param memoryBytesMax what its heap may have
 * @param connections of clients, if that is measured
 */
record ServerFacts(
    String name,
    String version,
    Instant started,
    long memoryBytes,
    long memoryBytesMax,
    OptionalLong connections) {

  private static final String NAME = "rpicluster balancer";

  /** Of this process. */
  static ServerFacts of(Instant now, long memoryBytes, OptionalLong connections) {
    String version = Manager.class.getPackage().getImplementationVersion();
    return new ServerFacts(
        NAME,
        version == null ? "" : version,
        ProcessHandle.current().info().startInstant().orElse(now),
        memoryBytes,
        Runtime.getRuntime().maxMemory(),
        connections);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    connections.ifPresent(number -> json.put("connections", number));
    return json.put("name", name)
        .put("version", version)
        .put("started", started.toString())
        .put("memoryBytes", memoryBytes)
        .put("memoryBytesMax", memoryBytesMax);
  }
}
