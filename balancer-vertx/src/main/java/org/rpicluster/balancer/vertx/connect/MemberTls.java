package org.rpicluster.balancer.vertx.connect;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.tls.Identity;

/**
 * The settings of TLS with members: what they must show, and are shown. Immutable, and compared by
 * what is in it: the files that it was read from may have changed.
 *
 * @param verify whether a member must have a certificate for its name, from a known authority
 * @param serverName the name that it is asked for and checked against; empty for the URL's host
 * @param authorities whose certificates are good; empty for those that the system knows
 * @param identity what a member is shown that asks who is there
 */
public record MemberTls(
    boolean verify,
    String serverName,
    List<X509Certificate> authorities,
    Optional<Identity> identity) {

  /** Verified by what the system knows. */
  public static final MemberTls DEFAULT = new MemberTls(true, "", List.of(), Optional.empty());

  /** Copies the list. */
  public MemberTls {
    authorities = List.copyOf(authorities);
  }

  /** The same, with certificates verified or not. */
  public MemberTls verify(boolean verified) {
    return new MemberTls(verified, serverName, authorities, identity);
  }

  /** The same, asked for by another name. */
  public MemberTls serverName(String name) {
    return new MemberTls(verify, name, authorities, identity);
  }

  /** The same, with what is read from files: the authorities, and what members are shown. */
  public MemberTls with(List<X509Certificate> good, Optional<Identity> own) {
    return new MemberTls(verify, serverName, good, own);
  }
}
