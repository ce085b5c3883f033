package org.rpicluster.balancer.program.config;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.TableRow;

/** The table's rows of who may use a route. Immutable. */
public final class AccessRows {

  private static final String NONE = "none";

  /** The keys of a route. */
  public static final List<TableRow> KEYS =
      List.of(
          new Part(
              "allow", "list of addresses, CIDR blocks", "every client", "whose requests it has"),
          new Part("users", "file, or map", NONE, "users with a password"),
          new Part("access", "requirement", "everyone", "what cannot be said by these two"),
          new Part("satisfy", "`all`, `any`", "`all`", "whether all must hold, or one is enough"));

  /** What {@code users} has in it. */
  public static final List<TableRow> USERS =
      List.of(
          new Part("file", "file", Part.REQUIRED, "a line `name:hash` each"),
          new Part("realm", "text", "`balancer`", "what browsers show beside the question"),
          new Part("names", "name, or a list", "every user of the file", "those who may come"),
          new Part("groups", "name, or a list", NONE, "or those in these groups"),
          new Part("groupFile", "file", NONE, "a line `group: name name` each"));

  private AccessRows() {}
}
