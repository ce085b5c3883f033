package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.TableRow;

/** The table's rows of {@link PeerSettings}. Immutable. */
public final class PeerRows {

  /** Every key. */
  public static final List<TableRow> KEYS =
      List.of(
          new Part("listen", "`host:port`", "none with `store`", "where the others reach this one"),
          new Part(
              "members",
              "list of `host:port`, `auto`",
              "none with `store`",
              "where each of them listens; this one may be among them"),
          new Part(
              "secret",
              "file, 32 to 4096 bytes",
              Part.REQUIRED,
              "what all of them have, and no other machine"),
          new Part(
              "name",
              "text, 64 characters at most",
              "what `listen` says",
              "what the others call this one"),
          new Part(
              "address",
              "IP address",
              "none",
              "the one that moves among them: pages show who has it"),
          new Part(
              "divide",
              "boolean",
              "`false`",
              "whether `maxInFlight` and the queue's `max` are divided by the balancers that live"),
          new Part(
              "opinions",
              "`probe`, `believe`, `ignore`",
              "`probe`",
              "what is done about a member that another balancer finds dead"),
          new Part("store", "map", "none", "by way of which they hear each other"));

  private PeerRows() {}
}
