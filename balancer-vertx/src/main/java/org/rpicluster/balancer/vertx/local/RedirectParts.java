package org.rpicluster.balancer.vertx.local;

/**
 * A {@link Redirect} while it is put together: each part is checked as it is set, and whether they
 * go together once all are there. Immutable.
 */
public record RedirectParts(int status, String scheme, String host, int port, String to) {

  /** None is said. */
  public static final RedirectParts NONE =
      new RedirectParts(Redirect.STATUS_DEFAULT, "", "", 0, "");

  /** Those of a redirect. */
  public static RedirectParts of(Redirect redirect) {
    return new RedirectParts(
        redirect.status(), redirect.scheme(), redirect.host(), redirect.port(), redirect.to());
  }

  /** The same with another status. */
  public RedirectParts status(int code) {
    return new RedirectParts(Redirect.requireStatus(code), scheme, host, port, to);
  }

  /** The same with another scheme. */
  public RedirectParts scheme(String name) {
    return new RedirectParts(status, Redirect.requireScheme(name), host, port, to);
  }

  /** The same with another host. */
  public RedirectParts host(String name) {
    return new RedirectParts(status, scheme, Redirect.requireHost(name), port, to);
  }

  /** The same with another port. */
  public RedirectParts port(int number) {
    return new RedirectParts(status, scheme, host, number, to);
  }

  /** The same with another path or URL. */
  public RedirectParts to(String target) {
    return new RedirectParts(status, scheme, host, port, Redirect.requireTo(target));
  }

  /**
   * What they make.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  public Redirect redirect() {
    return new Redirect(status, scheme, host, port, to);
  }
}
