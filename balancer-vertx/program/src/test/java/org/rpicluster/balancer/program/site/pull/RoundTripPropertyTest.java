package org.rpicluster.balancer.program.site.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.program.site.Trees;

/** Whatever tree is published, that tree is served; and so is the next one. */
class RoundTripPropertyTest {

  private static final Set<String> RESERVED = Set.of(".", "..", ".version", ".git", ".svn", ".hg");

  /**
   * A tree.
   *
   * @param files contents by path
   * @param folders paths
   */
  record Tree(Map<String, String> files, List<String> folders) {}

  @Property(tries = 25)
  void publishedTrees_arriveAsTheyAre(@ForAll("trees") Tree first, @ForAll("trees") Tree second)
      throws IOException {
    Path home = Files.createTempDirectory("round-trip");
    try {
      Path updates = home.resolve("updates");
      try (UpdatesOverHttp server = UpdatesOverHttp.of(updates)) {
        for (Tree tree : List.of(first, second, first)) {
          arrives(write(home, tree), updates, home.resolve("worker"), server.url());
        }
      }
    } finally {
      Durable.deleteTree(home);
    }
  }

  private static void arrives(Path site, Path updates, Path worker, String url) throws IOException {
    assertThat(Commands.run("publish", site, "--to", updates).err()).isEmpty();
    assertThat(Commands.run("pull", "--from", url, "--into", worker).err()).isEmpty();
    Map<String, String> served = Trees.read(worker.resolve("current").toRealPath());
    assertThat(served.remove(".version")).isNotNull();
    assertThat(served).isEqualTo(Trees.read(site));
  }

  /** As far as names do not stand in each other's way. */
  private static Path write(Path home, Tree tree) throws IOException {
    Path site = home.resolve("site");
    Durable.deleteTree(site);
    Files.createDirectories(site);
    for (Map.Entry<String, String> file : tree.files.entrySet()) {
      Path path = NamesInUtf8.below(site, file.getKey());
      if (!Files.exists(path) && makeFolders(site, path.getParent())) {
        Files.writeString(path, file.getValue());
      }
    }
    for (String folder : tree.folders) {
      makeFolders(site, NamesInUtf8.below(site, folder));
    }
    return site;
  }

  private static boolean makeFolders(Path site, Path folder) throws IOException {
    for (Path path = folder; !path.equals(site); path = path.getParent()) {
      if (Files.isRegularFile(path)) {
        return false;
      }
    }
    Files.createDirectories(folder);
    return true;
  }

  @Provide
  Arbitrary<Tree> trees() {
    // Small letters and some that are not ASCII: no two are one where case does not count.
    Arbitrary<String> name =
        Arbitraries.strings()
            .withChars("abcxyz019 .-_%+#&'\"")
            .withChars('\u00fc', '\u00e9', '\u2603', '\u65e5')
            .ofMinLength(1)
            .ofMaxLength(60)
            .filter(it -> !RESERVED.contains(it));
    Arbitrary<String> path =
        name.list().ofMinSize(1).ofMaxSize(4).map(names -> String.join("/", names));
    Arbitrary<Map<String, String>> files =
        Arbitraries.maps(path, Arbitraries.strings().ofMaxLength(3000)).ofMaxSize(12);
    return files.flatMap(it -> path.list().ofMaxSize(4).map(folders -> new Tree(it, folders)));
  }
}
