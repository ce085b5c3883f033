package org.rpicluster.balancer.program.site.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.Wanted;
import org.rpicluster.balancer.time.ManualTime;

/** {@code publish --assets-first}: pages of either version find their assets on every worker. */
@Timeout(60)
class AssetsFirstTest {

  @TempDir private Path home;
  private final ManualTime time = new ManualTime();

  @Test
  void theVersionBefore_isPublished_withTheAssetsThatItLacks() throws IOException {
    Path site = home.resolve("site");
    Trees.write(site, "index.html", "needs app-1.js");
    Trees.write(site, "app-1.js", "one");
    Trees.write(site, "logo.svg", "old");
    publish(Overlap.NONE);
    Trees.write(site, "index.html", "needs app-2.js");
    Files.delete(site.resolve("app-1.js"));
    Trees.write(site, "js/app-2.js", "two");
    Trees.write(site, "logo.svg", "new");
    Trees.write(site, "new.html", "a new page");

    Manifest between = publish(Overlap.ASSETS_FIRST);
    Manifest again = publish(Overlap.ASSETS_FIRST);

    assertThat(again).isEqualTo(between);
    assertThat(contents(between))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "index.html", "needs app-1.js",
                "app-1.js", "one",
                "logo.svg", "old",
                "js/app-2.js", "two"));
    assertThat(contents(publish(Overlap.WITH_PREVIOUS)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "index.html", "needs app-2.js",
                "app-1.js", "one",
                "logo.svg", "new",
                "js/app-2.js", "two",
                "new.html", "a new page"));
  }

  @Test
  void afterABadVersion_theOneThatIsWanted_isTheVersionBefore() throws IOException {
    Path site = home.resolve("site");
    Trees.write(site, "index.html", "good");
    Manifest good = publish(Overlap.NONE);
    Trees.write(site, "index.html", "bad");
    publish(Overlap.NONE);
    Wanted word = new Wanted("pi1", good.version(), time.now());
    Path wanted = home.resolve("updates/wanted");
    Files.write(Files.createDirectory(wanted).resolve("pi1.json"), word.encode());
    Trees.write(site, "app.js", "new");

    assertThat(contents(publish(Overlap.ASSETS_FIRST)))
        .containsEntry("index.html", "good")
        .containsEntry("app.js", "new");
  }

  @Test
  void withoutAVersionBefore_itIsRefused() throws IOException {
    Trees.write(home.resolve("site"), "index.html", "first");

    assertThatThrownBy(() -> publish(Overlap.ASSETS_FIRST))
        .isInstanceOf(SiteException.class)
        .hasMessage("--assets-first: no version is published yet");
  }

  private Manifest publish(Overlap overlap) throws IOException {
    time.advance(Duration.ofMinutes(1));
    Path updates = home.resolve("updates");
    PublishSettings settings =
        new PublishSettings(
            home.resolve("site"), updates, Optional.empty(), 10, overlap, SiteLimits.DEFAULT);
    return new Publisher(settings, time).publish().manifest();
  }

  private Map<String, String> contents(Manifest manifest) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path archive = home.resolve("updates").resolve(UpdateFiles.archive(manifest.version()));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          contents.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return contents;
  }
}
