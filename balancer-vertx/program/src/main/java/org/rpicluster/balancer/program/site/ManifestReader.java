package org.rpicluster.balancer.program.site;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest, and believes none of it: names, sizes, times and their sums are checked before
 * a byte is fetched for it. O(files), one for each manifest.
 */
public final class ManifestReader {

  private static final String WHAT = "manifest";

  private final SiteLimits limits;
  private final JsonFields json;
  private final TreeNames names = new TreeNames();
  private final List<SiteFile> files = new ArrayList<>();
  private final List<String> emptyFolders = new ArrayList<>();
  private final ManifestDraft draft = new ManifestDraft();
  private @Nullable String version;
  private @Nullable Instant time;
  private @Nullable ContentDraft tar;
  private @Nullable ContentDraft archive;
  private long format = -1;
  private long bytes = -1;
  private long sum;

  private ManifestReader(SiteLimits limits, JsonFields json) {
    this.limits = limits;
    this.json = json;
  }

  /** Size and hash, as far as they were read. */
  private static final class ContentDraft {
    private long bytes = -1;
    private @Nullable String sha256;
  }

  /** The file that is being read. */
  private static final class ManifestDraft {
    private @Nullable String path;
    private final ContentDraft content = new ContentDraft();
    private @Nullable Instant time;
    private long offset = -1;
    private long length = -1;
    private boolean isKept;
  }

  /**
   * Reads a manifest.
   *
   * @throws SiteException with the reason why it is refused
   */
  public static Manifest read(byte[] bytes, SiteLimits limits) {
    ManifestReader[] reader = new ManifestReader[1];
    JsonFields.read(
        WHAT,
        bytes,
        json -> {
          reader[0] = new ManifestReader(limits, json);
          return reader[0]::field;
        });
    return reader[0].manifest();
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "format" -> format = json.number(name, Long.MAX_VALUE);
      case "version" -> version = json.version(name);
      case "time" -> time = json.time(name);
      case "bytes" -> bytes = json.number(name, limits.bytesMax());
      case "tar" -> tar = content(name);
      case "archive" -> archive = content(name);
      case "emptyFolders" -> json.texts(name, this::emptyFolder);
      case "files" -> json.objects(name, this::fileField, this::endOfFile);
      default -> json.skip();
    }
  }

  private ContentDraft content(String name) throws IOException {
    ContentDraft content = new ContentDraft();
    json.object(
        name,
        field -> {
          switch (field) {
            case "bytes" -> content.bytes = json.number(name + ".bytes", limits.archiveBytesMax());
            case "sha256" -> content.sha256 = json.sha256(name + ".sha256");
            default -> json.skip();
          }
        });
    return content;
  }

  private void fileField(String name) throws IOException {
    switch (name) {
      case "path" -> draft.path = json.text(name);
      case "bytes" -> draft.content.bytes = json.number(name, limits.bytesMax());
      case "sha256" -> draft.content.sha256 = json.sha256(name);
      case "time" -> draft.time = json.time(name);
      case "offset" -> draft.offset = json.number(name, limits.archiveBytesMax());
      case "length" -> draft.length = json.number(name, limits.archiveBytesMax());
      case "kept" -> draft.isKept = json.bool(name);
      default -> json.skip();
    }
  }

  private void emptyFolder(String path) {
    names.addFolder(path);
    if (emptyFolders.size() == limits.filesMax()) {
      throw json.wrong("more folders than " + limits.filesMax() + " (--max-files)");
    }
    emptyFolders.add(path);
  }

  private void endOfFile() {
    String path = there(draft.path, "files: path");
    names.addFile(path);
    if (files.size() == limits.filesMax()) {
      throw json.wrong("more files than " + limits.filesMax() + " (--max-files)");
    }
    sum += there(draft.content.bytes, "files: bytes");
    if (sum > limits.bytesMax()) {
      throw json.wrong("more bytes than " + limits.bytesMax() + " (--max-bytes)");
    }
    files.add(
        new SiteFile(
            path,
            draft.content.bytes,
            there(draft.content.sha256, "files: sha256"),
            there(draft.time, "files: time"),
            there(draft.offset, "files: offset"),
            there(draft.length, "files: length"),
            draft.isKept));
    draft.path = null;
    draft.content.bytes = -1;
    draft.content.sha256 = null;
    draft.time = null;
    draft.offset = -1;
    draft.length = -1;
    draft.isKept = false;
  }

  private Manifest manifest() {
    if (there(format, "format") != ManifestText.FORMAT) {
      throw json.wrong("format: " + format + " (expected: " + ManifestText.FORMAT + ")");
    }
    if (there(bytes, "bytes") != sum) {
      throw json.wrong("bytes: " + bytes + ", but its files have " + sum);
    }
    return new Manifest(
        there(version, "version"),
        there(time, "time"),
        content(tar, "tar"),
        content(archive, "archive"),
        files,
        emptyFolders);
  }

  private Manifest.Content content(@Nullable ContentDraft content, String name) {
    ContentDraft it = there(content, name);
    return new Manifest.Content(
        there(it.bytes, name + ".bytes"), there(it.sha256, name + ".sha256"));
  }

  private <T> T there(@Nullable T value, String name) {
    if (value == null) {
      throw json.wrong(name + ": missing");
    }
    return value;
  }

  private long there(long value, String name) {
    if (value < 0) {
      throw json.wrong(name + ": missing");
    }
    return value;
  }
}
