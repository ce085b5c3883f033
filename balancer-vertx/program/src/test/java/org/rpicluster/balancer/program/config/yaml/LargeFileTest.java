package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.time.Chance;

/** Files with very much in them: what is said is bounded, and reading takes linear time. */
@Timeout(60)
class LargeFileTest {

  private static final String HEAD =
      "listen: 127.0.0.1:0\nclusters: {c: {members: ['http://127.0.0.1:1']}}\n";

  @Test
  void unknownKeys_areSaidUpToAHundred_andCounted() {
    String keys =
        IntStream.range(0, 20_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
    ConfigurationException bad = errorsOf(HEAD + "routes: [{path: /, cluster: c}]\n" + keys);

    assertThat(bad.lines()).hasSize(101).last().isEqualTo("test.yaml: and 19900 more errors");
    assertThat(bad.problems()).hasSize(100);
  }

  @Test
  void valueThatIsVeryLong_isCutInItsMessage() {
    String yaml = HEAD + "routes: [{path: /, cluster: " + "x".repeat(100_000) + "}]\n";

    assertThat(errorsOf(yaml).lines())
        .singleElement()
        .asString()
        .hasSizeLessThan(600)
        .endsWith("…");
  }

  @Test
  void nestedAliases_areAnError() {
    StringBuilder yaml = new StringBuilder(HEAD).append("a: &a [x, x]\n");
    for (char name = 'b'; name <= 'z'; name++) {
      char before = (char) (name - 1);
      yaml.append(name).append(": &").append(name).append(" [");
      yaml.append(("*" + before + ", ").repeat(9)).append("x]\n");
    }
    assertThat(errorsOf(yaml.toString()).lines()).isNotEmpty().hasSizeLessThan(102);
  }

  @Test
  void routesOfSixteenThousandHosts_areRead() {
    String routes =
        IntStream.range(0, 16_000)
            .mapToObj(i -> "  - {host: site" + i + ".test, cluster: c}\n")
            .collect(Collectors.joining());
    Configuration read = read(HEAD + "routes:\n" + routes);

    assertThat(read.routes()).hasSize(16_000);
  }

  /** As it was found by looking at one route after the other. */
  @Test
  void routesThatAreNeverReached_areFoundAsInLine() {
    Chance chance = Chance.seeded(5);
    List<String> hosts = List.of("a.b.test", "b.test", "'*.b.test'", "'*.test'", "c.test");
    List<String> paths = List.of("/", "/x", "/x/y", "/x/", "/xy", "/x/y/z");
    for (int round = 0; round < 200; round++) {
      List<String> routes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String path = paths.get(chance.below(paths.size()));
        String host = chance.below(3) == 0 ? "" : "host: [" + some(chance, hosts) + "], ";
        boolean all = path.equals("/") && chance.below(2) == 0;
        routes.add("{" + host + "path: " + path + (all ? ", except: /x/y" : "") + ", cluster: c}");
      }
      String yaml = HEAD + "routes:\n  - " + String.join("\n  - ", routes) + "\n";
      assertThat(hiddenLines(yaml)).as(yaml).isEqualTo(hiddenInLine(routes));
    }
  }

  private static String some(Chance chance, List<String> hosts) {
    return IntStream.rangeClosed(0, chance.below(2))
        .mapToObj(i -> hosts.get(chance.below(hosts.size())))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static List<Integer> hiddenLines(String yaml) {
    try {
      read(yaml);
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems().stream().map(problem -> problem.place().line()).toList();
    }
  }

  /** Each route alone is good; a route of each host is hidden if an earlier one covers it. */
  private static List<Integer> hiddenInLine(List<String> routes) {
    List<RouteSettings> read =
        routes.stream()
            .map(route -> read(HEAD + "routes: [" + route + "]\n").routes().get(0))
            .toList();
    List<Integer> hidden = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      var match = read.get(i).match();
      var earlier = read.subList(0, i);
      var each =
          match.hosts().names().isEmpty()
              ? List.of(match)
              : match.hosts().names().stream().map(match::at).toList();
      if (each.stream().allMatch(m -> earlier.stream().anyMatch(e -> e.match().covers(m)))) {
        hidden.add(4 + i);
      }
    }
    return hidden;
  }

  private static ConfigurationException errorsOf(String yaml) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(yaml));
  }

  private static Configuration read(String yaml) {
    return new YamlFrontEnd().read(new Source("test.yaml", yaml));
  }
}
