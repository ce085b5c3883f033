package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.Chance;

/** The table finds what a look at one route after the other finds. */
class HostTableTest {

  private static final List<String> LABELS = List.of("a", "b", "ab", "c", "my_app", "x-1");
  private static final List<String> PATHS = List.of("/", "/app", "/app/x", "/other");

  private final Chance chance = Chance.seeded(17);

  @Test
  void randomRoutes_areFoundAsInLine() {
    for (int round = 0; round < 300; round++) {
      List<Match> routes = new ArrayList<>();
      int number = chance.below(40);
      for (int i = 0; i < number; i++) {
        routes.add(new Match(hosts(), one(PATHS), List.of()));
      }
      HostTable table = new HostTable(routes.stream().map(Match::hosts).toList());
      for (int i = 0; i < 200; i++) {
        String authority = authority();
        String path = one(PATHS) + (chance.below(2) == 0 ? "" : "/below?q=1");

        int found = table.first(authority, path, (index, asked) -> routes.get(index).hasPath(path));
        assertThat(found)
            .as("%s %s in %s", authority, path, routes)
            .isEqualTo(inLine(routes, authority, path));
      }
    }
  }

  /** What the ignoring of case makes of letters that are not ASCII is the same as well. */
  @Test
  void oddLetters_areTheSameAsInLine() {
    List<Match> routes = List.of(new Match(new Hosts(List.of("kis.i")), "/", List.of()));
    HostTable table = new HostTable(List.of(routes.get(0).hosts()));
    for (String odd :
        List.of("\u212ais.i", "K\u0131S.\u0131", "ki\u017f.I", "k\u00ees.i", "", ".", "..")) {
      assertThat(table.first(odd, "/", (index, path) -> true))
          .as(odd)
          .isEqualTo(inLine(routes, odd, "/"));
    }
  }

  private static int inLine(List<Match> routes, String authority, String path) {
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).has(authority, path)) {
        return i;
      }
    }
    return -1;
  }

  private Hosts hosts() {
    List<String> names = new ArrayList<>();
    for (int i = chance.below(4); i > 0; i--) {
      boolean address = chance.below(20) == 0;
      names.add(address ? "[::1]" : (chance.below(3) == 0 ? "*." : "") + name());
    }
    return new Hosts(names);
  }

  private String name() {
    StringBuilder name = new StringBuilder(one(LABELS));
    for (int i = chance.below(4); i > 0; i--) {
      name.append('.').append(one(LABELS));
    }
    return name.toString();
  }

  private String authority() {
    String host =
        switch (chance.below(12)) {
          case 0 -> "";
          case 1 -> "[::1]";
          case 2 -> "." + name();
          case 3 -> name().toUpperCase(Locale.ROOT);
          case 4 -> name() + ".";
          case 5 -> "*." + name();
          default -> name();
        };
    return chance.below(3) == 0 ? host + ":8080" : host;
  }

  private String one(List<String> of) {
    return of.get(chance.below(of.size()));
  }
}
