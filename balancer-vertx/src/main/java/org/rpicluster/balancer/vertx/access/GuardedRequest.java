package org.rpicluster.balancer.vertx.access;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * A request as requirements see it, and the user once a password has shown who it is. One for each
 * request to a route that is guarded; on its event loop only.
 */
public final class GuardedRequest {

  private final Client client;
  private final String method;
  private final Fields fields;
  private final String path;
  private final Facts facts;
  private @Nullable AuthenticatedUser user;
  private @Nullable Login needed;

  /**
   * A request.
   *
   * @param client who asks
   * @param method in the case in which it was written
   * @param fields its fields
   * @param path its plain path, without the query
   * @param facts what expressions may ask of it
   */
  public GuardedRequest(Client client, String method, Fields fields, String path, Facts facts) {
    this.client = client;
    this.method = method;
    this.fields = fields;
    this.path = path;
    this.facts = facts;
  }

  /** The user has been found out. */
  public void by(AuthenticatedUser found) {
    user = found;
  }

  /** Where the user is to be looked for that a requirement has asked for; null if none has. */
  public @Nullable Login needed() {
    return needed;
  }

  Client client() {
    return client;
  }

  String method() {
    return method;
  }

  Fields fields() {
    return fields;
  }

  String path() {
    return path;
  }

  Facts facts() {
    return facts;
  }

  /** The user of a login; null, and noted, if it is not known. */
  @Nullable AuthenticatedUser user(Login login) {
    if (user == null && needed == null) {
      needed = login;
    }
    return user != null && user.login().equals(login) ? user : null;
  }

  /** Whether its user is known, by whatever login. */
  boolean hasUser() {
    return user != null;
  }
}
