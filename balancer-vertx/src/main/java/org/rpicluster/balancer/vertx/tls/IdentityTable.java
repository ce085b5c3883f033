package org.rpicluster.balancer.vertx.tls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * Certificates by name: the name itself, or else its wildcard, or else the first. A name may have
 * two, one for each kind of key. Immutable; two map look-ups for a choice. RFC 9525 §6.3: a
 * wildcard stands for exactly one label, the left-most.
 */
public final class IdentityTable {

  private final Map<String, Identity> byAlias = new LinkedHashMap<>();
  private final Map<String, List<String>> aliasesByName = new LinkedHashMap<>();
  private final List<String> aliasesOfFirst;

  /**
   * A table.
   *
   * @param identities one or more; the first is for clients that ask for no name, or an unknown one
   */
  public IdentityTable(List<Identity> identities) {
    Check.argument(!identities.isEmpty(), "identities", "none", "1 or more");
    for (Identity identity : identities) {
      // Unlike those in another table, so that an alias never leads to another one's key.
      String alias = System.identityHashCode(this) + "." + byAlias.size();
      byAlias.put(alias, identity);
      for (String name : identity.names()) {
        aliasesByName.computeIfAbsent(name, any -> new ArrayList<>()).add(alias);
      }
    }
    Map.Entry<String, Identity> first = byAlias.entrySet().iterator().next();
    List<String> names = first.getValue().names();
    aliasesOfFirst = names.isEmpty() ? List.of(first.getKey()) : aliasesByName.get(names.get(0));
  }

  /** The certificates, in the order given. */
  public List<Identity> identities() {
    return List.copyOf(byAlias.values());
  }

  /**
   * Whether a host has a certificate of its own, and clients that ask for {@code name} are shown
   * another one.
   */
  public boolean isForAnother(String name, String host) {
    List<String> own = ownAliases(host);
    return own != null && own.stream().noneMatch(aliasesFor(name)::contains);
  }

  /** Whether a host has a certificate of its own, and none of these names is the host's. */
  public boolean isForNoneOf(List<String> shown, String host) {
    return ownAliases(host) != null
        && !shown.contains(host)
        && !shown.contains("*" + host.substring(Math.max(0, host.indexOf('.'))));
  }

  /** Which to show, if there is one with such a key. */
  public Optional<String> aliasFor(String name, String keyType) {
    for (String alias : aliasesFor(name)) {
      if (byAlias.get(alias).key().getAlgorithm().equals(keyType)) {
        return Optional.of(alias);
      }
    }
    return Optional.empty();
  }

  /** What the certificates that are shown for a name have in common with no others. */
  public String groupOf(String name) {
    return aliasesFor(name).get(0);
  }

  /** The certificate that is called so, if it is one of these. */
  public Optional<Identity> identity(String alias) {
    return Optional.ofNullable(byAlias.get(alias));
  }

  /** Under which its certificates for a name are known. */
  public List<String> aliases(String name) {
    return aliasesFor(name);
  }

  /** Every list of aliases that some name has. */
  public Set<List<String>> aliasLists() {
    Set<List<String>> all = new LinkedHashSet<>(aliasesByName.values());
    all.add(aliasesOfFirst);
    return all;
  }

  /** Those that are known by these aliases. */
  public List<Identity> identities(List<String> aliases) {
    return aliases.stream().map(byAlias::get).toList();
  }

  private List<String> aliasesFor(String asked) {
    List<String> own = ownAliases(asked);
    return own == null ? aliasesOfFirst : own;
  }

  private @Nullable List<String> ownAliases(String asked) {
    String name = asked.toLowerCase(Locale.ROOT);
    List<String> exact = aliasesByName.get(name);
    int dot = name.indexOf('.');
    return exact != null || dot < 0 ? exact : aliasesByName.get("*" + name.substring(dot));
  }
}
