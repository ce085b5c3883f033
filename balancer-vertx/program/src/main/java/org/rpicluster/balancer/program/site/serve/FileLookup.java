package org.rpicluster.balancer.program.site.serve;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.site.NamesInUtf8;

/**
 * Finds and opens the file for a path, never one outside of the site: a link is followed, but not
 * out; and never the text of a program that some server should run. Some system calls a request,
 * and the reading of a file that has no tag yet. Blocks for the disk; any thread.
 */
final class FileLookup {

  private static final String OVERRIDE = ".htaccess";
  private static final String PACKED = ".gz";

  /** Programs that a web server runs: their text has passwords. Debian's names for PHP. */
  private static final Pattern PROGRAM = Pattern.compile("(?i).*\\.ph(ar|p[3-8]?|ps|t|tml)");

  /** Pages with commands, which Apache carries out. */
  private static final Pattern COMMANDS = Pattern.compile("(?i).*\\.shtml");

  private final FilesSettings rules;
  private final SiteRoot root;
  private final List<Path> overrides;
  private final EntityTags tags = new EntityTags();
  private final FileBudget budget = new FileBudget();

  FileLookup(FilesSettings rules) {
    this.rules = rules;
    root = new SiteRoot(rules.folder(), !rules.isApaches());
    overrides = rules.overrides().stream().map(FileLookup::real).toList();
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException gone) {
      return folder.toAbsolutePath().normalize();
    }
  }

  FoundFile find(RequestedPath path, boolean acceptsGzip) throws IOException {
    try {
      return find(root.now(), path, acceptsGzip);
    } catch (ChangingException | EOFException e) {
      return new FoundFile.Busy();
    } catch (AccessDeniedException e) {
      return new FoundFile.Forbidden();
    } catch (FileSystemException e) {
      return new FoundFile.Missing(); // None, a name too long, a loop of links.
    }
  }

  private FoundFile find(Path now, RequestedPath path, boolean acceptsGzip) throws IOException {
    Path asked = path.name().isEmpty() ? now : NamesInUtf8.below(now, path.name());
    BasicFileAttributes found = Files.readAttributes(asked, BasicFileAttributes.class);
    if (found.isDirectory() && !path.isFolder()) {
      return isWithin(now, asked) ? new FoundFile.Folder() : new FoundFile.Missing();
    }
    if (!found.isDirectory() && path.isFolder()) {
      return new FoundFile.Missing();
    }
    Optional<Path> page = found.isDirectory() ? page(asked) : Optional.of(asked);
    if (page.isEmpty() && rules.isApaches()) {
      return new FoundFile.Forbidden();
    }
    Path file = page.orElseGet(() -> asked.resolve(rules.index().get(0)));
    if (isRun(NamesInUtf8.nameOf(file)) || isOverridden(file)) {
      return new FoundFile.Forbidden();
    }
    Optional<Path> twin = rules.isApaches() ? Optional.empty() : twin(now, file);
    boolean isGzip = acceptsGzip && twin.isPresent();
    return open(
        now,
        isGzip ? twin.get() : file,
        NamedType.of(NamesInUtf8.nameOf(file), rules),
        isGzip,
        twin.isPresent());
  }

  /** The first of a folder's pages that is there. */
  private Optional<Path> page(Path folder) {
    return rules.index().stream()
        .map(name -> NamesInUtf8.below(folder, name))
        .filter(Files::exists)
        .findFirst();
  }

  private boolean isRun(String name) {
    return PROGRAM.matcher(name).matches() || rules.isApaches() && COMMANDS.matcher(name).matches();
  }

  /** Whether a file says of this one or of its folder what is not read here. */
  private boolean isOverridden(Path file) {
    for (Path folder = file.getParent();
        folder != null && overrides.stream().anyMatch(folder::startsWith);
        folder = folder.getParent()) {
      if (Files.exists(folder.resolve(OVERRIDE))) {
        return true;
      }
    }
    return false;
  }

  private FoundFile open(Path now, Path file, NamedType named, boolean isGzip, boolean hasTwin)
      throws IOException {
    if (!isWithin(now, file) || !Files.isRegularFile(file)) {
      return new FoundFile.Missing();
    }
    FileState state = FileState.of(file);
    String tag = tags.of(state);
    Optional<FileBudget.Charge> charge = budget.charge(state.bytes());
    if (charge.isEmpty()) {
      return new FoundFile.Busy();
    }
    return new FoundFile.Open(
        content(state, charge.get()),
        state.bytes(),
        state.changed().toInstant().truncatedTo(ChronoUnit.SECONDS),
        tag,
        named.type(),
        isGzip ? "gzip" : named.coding(),
        hasTwin);
  }

  /** The bytes of the file that was looked at, and of no other that has taken its name. */
  private static FileBytes content(FileState state, FileBudget.Charge charge) throws IOException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(state.file());
      FileBytes content = new FileBytes(state, channel, charge);
      if (!state.equals(FileState.of(state.file()))) {
        throw new ChangingException();
      }
      return content;
    } catch (IOException | RuntimeException | Error e) {
      charge.close();
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private Optional<Path> twin(Path now, Path file) throws IOException {
    Path twin = NamesInUtf8.below(file.getParent(), NamesInUtf8.nameOf(file) + PACKED);
    return Files.isRegularFile(twin) && isWithin(now, twin) ? Optional.of(twin) : Optional.empty();
  }

  /** Whether the file that links lead to is one that the site shows. */
  private boolean isWithin(Path now, Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(now) || !rules.links() && !real.equals(file)) {
      return false;
    }
    String inside = now.relativize(real).toString();
    return inside.isEmpty()
        || RequestedPath.isShown(inside)
        || rules.isApaches() && RequestedPath.isWellKnown(inside);
  }
}
