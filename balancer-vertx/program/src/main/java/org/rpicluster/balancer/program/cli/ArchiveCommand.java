package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.archive.ClassArchive;
import org.rpicluster.balancer.vertx.fault.SystemError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code archive [FILE]}: makes the class-data archive. */
@Command(
    name = "archive",
    description = {
      "Makes a class-data archive of this jar for this Java, with which a start takes half the",
      "time, and says how it is used. Another jar or Java leaves it aside."
    },
    mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The archive; by default balancer.jsa beside the jar.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    Path jar = jar();
    Path archive = file == null ? jar.resolveSibling("balancer.jsa") : file.toAbsolutePath();
    try {
      long bytes = ClassArchive.make(jar, archive);
      System.out.println(String.format(Locale.ROOT, "%s: %d MB", archive, bytes / 1_000_000));
      System.out.println("java " + use(archive) + " -jar " + jar + " run FILE");
      return 0;
    } catch (IOException e) {
      throw new Fault("archive: " + archive + ": not made: " + SystemError.describe(e));
    }
  }

  /** One that does not fit is a warning of the JVM, which would stand among our own output. */
  private static String use(Path archive) {
    return "-XX:SharedArchiveFile=" + archive + " -Xlog:disable -Xlog:all=warning:stderr";
  }

  /** The jar that this runs from. */
  private static Path jar() {
    CodeSource source = Main.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = Path.of(source.getLocation().toURI());
      if (Files.isRegularFile(jar)) {
        return jar;
      }
      throw new Fault("archive: " + jar + " is no jar: it is made of the packaged program");
    } catch (URISyntaxException e) {
      throw new Fault("archive: " + source.getLocation() + " is no file");
    }
  }
}
