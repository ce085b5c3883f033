package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.http.Via;

/**
 * The changes that a route makes on the way to a member and back. Immutable; each value is changed
 * by the method of its name.
 *
 * @param preserveHost whether the member is sent the client's Host, or its own
 * @param paths what the member is asked for
 * @param back how the member's redirects and cookies are mapped back
 * @param toMember changes in what the member is sent
 * @param toClient changes in what the client is sent
 * @param compress which answers are compressed
 * @param via the name by which members and clients are told of this proxy, if not by its own
 * @param bodyBytes how long a request's body is at most, in the place of what holds for every route
 * @param replacedErrors errors of members in whose place clients get the proxy's own answer
 * @param conditional what holds of these two for some requests alone
 */
public record Rewriting(
    boolean preserveHost,
    PathRewriting paths,
    ReverseMapping back,
    FieldChanges toMember,
    FieldChanges toClient,
    Compression compress,
    Optional<Via> via,
    OptionalLong bodyBytes,
    ReplacedErrors replacedErrors,
    List<ConditionalRewriting> conditional) {

  /** Copies the list. */
  public Rewriting {
    conditional = List.copyOf(conditional);
  }

  /** Apache's defaults, with its {@code ProxyPassReverse}. */
  public static final Rewriting DEFAULT =
      new Rewriting(
          false,
          PathRewriting.NONE,
          ReverseMapping.DEFAULT,
          FieldChanges.NONE,
          FieldChanges.NONE,
          Compression.NONE,
          Optional.empty(),
          OptionalLong.empty(),
          ReplacedErrors.NONE,
          List.of());

  /** The same, with the client's Host kept or not. */
  public Rewriting preserveHost(boolean preserved) {
    return new Rewriting(
        preserved,
        paths,
        back,
        toMember,
        toClient,
        compress,
        via,
        bodyBytes,
        replacedErrors,
        conditional);
  }

  /** The same, with other paths for members. */
  public Rewriting paths(PathRewriting other) {
    return new Rewriting(
        preserveHost,
        other,
        back,
        toMember,
        toClient,
        compress,
        via,
        bodyBytes,
        replacedErrors,
        conditional);
  }

  /** The same, with answers mapped back in another way. */
  public Rewriting back(ReverseMapping other) {
    return new Rewriting(
        preserveHost,
        paths,
        other,
        toMember,
        toClient,
        compress,
        via,
        bodyBytes,
        replacedErrors,
        conditional);
  }

  /** The same, with other changes of fields. */
  public Rewriting fields(FieldChanges forMember, FieldChanges forClient) {
    return new Rewriting(
        preserveHost,
        paths,
        back,
        forMember,
        forClient,
        compress,
        via,
        bodyBytes,
        replacedErrors,
        conditional);
  }

  /** The same, with other answers compressed. */
  public Rewriting compress(Compression answers) {
    return new Rewriting(
        preserveHost,
        paths,
        back,
        toMember,
        toClient,
        answers,
        via,
        bodyBytes,
        replacedErrors,
        conditional);
  }

  /** The same, with another name for this proxy; empty for its own. */
  public Rewriting via(String name) {
    Optional<Via> named = name.isEmpty() ? Optional.empty() : Optional.of(Via.named(name));
    return new Rewriting(
        preserveHost,
        paths,
        back,
        toMember,
        toClient,
        compress,
        named,
        bodyBytes,
        replacedErrors,
        conditional);
  }

  /** The same, with longer or shorter bodies; empty for what holds for every route. */
  public Rewriting bodyBytes(OptionalLong most) {
    return new Rewriting(
        preserveHost,
        paths,
        back,
        toMember,
        toClient,
        compress,
        via,
        most,
        replacedErrors,
        conditional);
  }

  /** The same, with other errors of members replaced. */
  public Rewriting replacedErrors(ReplacedErrors errors) {
    return new Rewriting(
        preserveHost,
        paths,
        back,
        toMember,
        toClient,
        compress,
        via,
        bodyBytes,
        errors,
        conditional);
  }

  /** The same, with other values for some requests. */
  public Rewriting conditional(List<ConditionalRewriting> some) {
    return new Rewriting(
        preserveHost,
        paths,
        back,
        toMember,
        toClient,
        compress,
        via,
        bodyBytes,
        replacedErrors,
        some);
  }

  /** How long the body of one request is at most; empty for what holds for every route. */
  public OptionalLong bodyBytes(Facts facts) {
    return ConditionalRewriting.bodyBytes(conditional, bodyBytes, facts);
  }

  /** The errors that are replaced in answers to one request. */
  public ReplacedErrors replacedErrors(Facts facts) {
    return ConditionalRewriting.replacedErrors(conditional, replacedErrors, facts);
  }
}
