package org.rpicluster.balancer.program.discovery.source;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.MemberList;
import org.rpicluster.balancer.program.discovery.MemberSource;
import org.rpicluster.balancer.vertx.file.RegularFile;
import org.rpicluster.balancer.vertx.settings.EnumWords;

/**
 * A list of members in a file, which is looked at again and again. It is read once it has been the
 * same at two looks, and taken if every line of it is right and its last one ended: who writes it
 * slowly is waited for. A look costs one call of the system; it is made on a worker thread.
 */
final class FileSource implements MemberSource {

  /** As many bytes as a configuration has at most. */
  private static final int BYTES_MAX = 2 << 20;

  private static final String NONE = "";

  private final Vertx vertx;
  private final DiscoverySettings settings;
  private final Path file;
  private final Consumer<String> faults;
  private volatile boolean isClosed;

  // One look at a time.
  private String seen = NONE;
  private String taken = NONE;

  FileSource(Vertx vertx, DiscoverySettings settings, Consumer<String> faults) {
    this.vertx = vertx;
    this.settings = settings;
    this.file = Path.of(settings.where());
    this.faults = faults;
  }

  @Override
  public void begin(Consumer<List<Member>> found) {
    if (isClosed) {
      return;
    }
    vertx
        .executeBlocking(
            () -> {
              look(found);
              return null;
            },
            false)
        .onComplete(
            any -> vertx.setTimer(settings.bounds().every().toMillis(), timer -> begin(found)));
  }

  /** Looks once. */
  void look(Consumer<List<Member>> found) {
    try {
      String now = stamp();
      if (now.equals(seen) && !now.equals(taken)) {
        taken = now; // right or wrong: what is wrong is said once for each version
        read(found, now);
      }
      seen = now;
    } catch (NoSuchFileException e) {
      faults.accept("is missing: members stay as they are");
    } catch (ConfigurationException e) {
      faults.accept("members stay as they are: " + e.lines().get(0));
    } catch (IOException | IllegalArgumentException e) {
      faults.accept("members stay as they are: " + e.getMessage());
    }
  }

  private void read(Consumer<List<Member>> found, String before) throws IOException {
    byte[] bytes = RegularFile.read(file, BYTES_MAX);
    if (!stamp().equals(before)) {
      taken = NONE;
      return;
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    found.accept(
        MemberList.read(new Source(file.toString(), text), EnumWords.of(settings.scheme())));
  }

  private String stamp() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
