package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.TableRow;

/** The table's rows of {@link StoreSettings}. Immutable. */
public final class StoreRows {

  /** Every key. */
  public static final List<TableRow> KEYS =
      List.of(
          new Part("redis", "`host:port`", Part.REQUIRED, "where Redis listens"),
          new Part("channel", "name", "`balancers`", "balancers of another one are others"),
          new Part("user", "text", "Redis' default", "the user to log in to Redis as"),
          new Part("password", "file", "none", "the password of Redis"),
          new Part("tls", "boolean", "`false`", "whether Redis is spoken to over TLS"),
          new Part("ca", "PEM file", "those that the JVM knows", "the authorities that are good"));

  private StoreRows() {}
}
