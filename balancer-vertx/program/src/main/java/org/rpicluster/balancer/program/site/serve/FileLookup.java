package org.rpicluster.balancer.program.site.serve;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.time.Ticker;

/**
 * Finds and opens the file for a path, never one outside of the site: a link is followed, but not
 * out; and never the text of a program that some server should run. One system call for what was
 * found a moment ago; else about thirty, and the reading of a file that has no tag yet. Blocks for
 * the disk; any thread.
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
  private final EntityTags tags;
  private final FileOpening opening = new FileOpening();
  private final RecentPages recent;

  FileLookup(FilesSettings rules, Ticker ticker) {
    this.rules = rules;
    tags = new EntityTags(ticker);
    recent = new RecentPages(ticker);
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

  /** What was found a moment ago, if it has not changed; else nothing. */
  Optional<FoundFile> again(RecentPages.Asked asked) throws IOException {
    RecentPages.RecentPage found = recent.still(asked);
    return found == null
        ? Optional.empty()
        : Optional.of(orWhyNot(() -> opening.open(found.page(), found.small())));
  }

  FoundFile find(RecentPages.Asked asked) throws IOException {
    return orWhyNot(() -> find(root.now(), asked));
  }

  /** Looks at the disk. */
  private interface Look {
    FoundFile look() throws IOException;
  }

  private static FoundFile orWhyNot(Look look) throws IOException {
    try {
      return look.look();
    } catch (ChangingException | EOFException e) {
      return new FoundFile.Busy();
    } catch (AccessDeniedException e) {
      return new FoundFile.Forbidden();
    } catch (FileSystemException e) {
      return new FoundFile.Missing(); // None, a name too long, a loop of links.
    }
  }

  private FoundFile find(SiteRoot.Now site, RecentPages.Asked asked) throws IOException {
    RequestedPath path = asked.path();
    Path now = site.real();
    Path there = path.name().isEmpty() ? now : NamesInUtf8.below(now, path.name());
    BasicFileAttributes found = Files.readAttributes(there, BasicFileAttributes.class);
    if (found.isDirectory() != path.isFolder()) {
      boolean isShown = found.isDirectory() && isWithin(now, there);
      return isShown ? new FoundFile.Folder() : new FoundFile.Missing();
    }
    Optional<Path> index = path.isFolder() ? index(there) : Optional.of(there);
    if (index.isEmpty() && rules.isApaches()) {
      return new FoundFile.Forbidden();
    }
    Path file = index.orElseGet(() -> there.resolve(rules.index().get(0)));
    return isRun(NamesInUtf8.nameOf(file)) || isOverridden(file)
        ? new FoundFile.Forbidden()
        : opened(site, asked, file);
  }

  private FoundFile opened(SiteRoot.Now site, RecentPages.Asked asked, Path file)
      throws IOException {
    Path now = site.real();
    Optional<Path> twin = rules.isApaches() ? Optional.empty() : twin(now, file);
    Path sent = asked.acceptsGzip() ? twin.orElse(file) : file;
    if (!isWithin(now, sent) || !Files.isRegularFile(sent)) {
      return new FoundFile.Missing();
    }
    PageFile page = page(file, sent, twin.isPresent());
    FoundFile answer = opening.open(page, null);
    if (answer instanceof FoundFile.Open open && isFirst(file, asked.path().isFolder())) {
      recent.keep(asked, page.named(site.through(sent)), open.content().small());
    }
    return answer;
  }

  private PageFile page(Path file, Path sent, boolean hasTwin) throws IOException {
    FileState state = FileState.of(sent);
    NamedType named = NamedType.of(NamesInUtf8.nameOf(file), rules);
    String coding = sent.equals(file) ? named.coding() : "gzip";
    return new PageFile(state, tags.of(state), named.type(), coding, hasTwin);
  }

  /** Whether no file that may come would count before it. */
  private boolean isFirst(Path file, boolean isIndex) {
    return overrides.isEmpty()
        && (!isIndex || NamesInUtf8.nameOf(file).equals(rules.index().get(0)));
  }

  /** The first of a folder's pages that is there. */
  private Optional<Path> index(Path folder) {
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
