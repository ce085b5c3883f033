package org.rpicluster.balancer.vertx.tls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      // Unlike those in another table, so that an alias never leads to somebody else's key.
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

  /** Whether clients that ask for one of these names are shown the same. */
  public boolean isSame(String name, String other) {
    return aliasesFor(name) == aliasesFor(other)
        || identityFor(name).certificate().equals(identityFor(other).certificate());
  }

  private Identity identityFor(String name) {
    return byAlias.get(aliasesFor(name).get(0));
  }

  /** Which to show, if there is one with such a key. */
  @Nullable String aliasFor(String name, String keyType) {
    for (String alias : aliasesFor(name)) {
      if (byAlias.get(alias).key().getAlgorithm().equals(keyType)) {
        return alias;
      }
    }
    return null;
  }

  @Nullable Identity identity(String alias) {
    return byAlias.get(alias);
  }

  private List<String> aliasesFor(String asked) {
    String name = asked.toLowerCase(Locale.ROOT);
    List<String> exact = aliasesByName.get(name);
    if (exact != null) {
      return exact;
    }
    int dot = name.indexOf('.');
    List<String> wildcard = dot < 0 ? null : aliasesByName.get("*" + name.substring(dot));
    return wildcard == null ? aliasesOfFirst : wildcard;
  }
}
