package org.rpicluster.balancer.program.config.apache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.syntax.ConfigFiles;

/**
 * Finds the main file around a site file, as httpd would read it: the one that is named; the file
 * itself if it is whole; {@code /etc/apache2/apache2.conf} for a file below it; or else what
 * Debian's says, which is built in. Blocks for the disk; stateless.
 *
 * @param source what is read first
 * @param root what relative names are relative to
 * @param note what the user should know about it, if anything
 */
record MainFile(Source source, Path root, Optional<String> note) {

  static final Path DEBIAN = Path.of("/etc/apache2");

  /** How messages call the one that is built in. */
  static final String NAME = "Debian's apache2.conf";

  private static final String BUILT_IN = "debian-main.conf";

  /** What only a main file says. */
  private static final Pattern WHOLE =
      Pattern.compile("(?im)^[ \\t]*(?:ServerRoot|LoadModule)[ \\t]");

  private static final Pattern SITES =
      Pattern.compile("(?im)^[ \\t]*Include(?:Optional)?[ \\t]+\"?sites-enabled/.*$");

  static MainFile of(Source site, Path file, Optional<Path> named, ConfigFiles files)
      throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    if (named.isPresent()) {
      Path main = named.get().toAbsolutePath().normalize();
      Source source = new Source(named.get().toString(), files.text(main));
      return new MainFile(source, main.getParent(), Optional.empty());
    }
    if (WHOLE.matcher(site.text()).find()) {
      return new MainFile(site, absolute.getParent(), Optional.empty());
    }
    Path debian = DEBIAN.resolve("apache2.conf");
    if (absolute.startsWith(DEBIAN) && files.exists(debian)) {
      return debian(absolute, debian, files);
    }
    String text = builtIn() + "Include \"" + absolute + "\"\n";
    String note =
        "read with what Debian's main file says; --main names another (modules, access, Timeout)";
    return new MainFile(new Source(NAME, text), absolute.getParent(), Optional.of(note));
  }

  private static MainFile debian(Path site, Path main, ConfigFiles files) throws IOException {
    if (site.equals(main)) {
      return new MainFile(new Source(main.toString(), files.text(main)), DEBIAN, Optional.empty());
    }
    String text =
        SITES
            .matcher(files.text(main))
            .replaceAll("Include \"" + site.toString().replace("\\", "\\\\") + "\"");
    String note = "read with " + main + ", in which it takes the place of sites-enabled";
    return new MainFile(new Source(main.toString(), text), DEBIAN, Optional.of(note));
  }

  private static String builtIn() {
    try (InputStream in = MainFile.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
