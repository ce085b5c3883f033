package org.rpicluster.balancer.program.site;

import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version that one worker shall serve, newest or not. Signed like a manifest; a roll-out writes
 * it. Immutable.
 *
 * @param name the worker's
 * @param version what it shall serve
 * @param time when that was said: an older word does not count after a newer one
 */
public record Wanted(String name, String version, Instant time) {

  /** What is read of it at most. */
  public static final int BYTES_MAX = 4096;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final String WHAT = "wanted";

  /** Whether a text can be a worker's name, and so a file's. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** As JSON. */
  public byte[] encode() {
    return ManifestText.encode(name, version, time);
  }

  /**
   * Reads it.
   *
   * @throws SiteException if it is damaged, or another worker's
   */
  public static Wanted read(byte[] bytes, String name) {
    WantedDraft draft = new WantedDraft();
    JsonFields.read(WHAT, bytes, json -> field -> draft.read(json, field));
    if (draft.format != ManifestText.FORMAT) {
      throw new SiteException("wanted: format (expected: " + ManifestText.FORMAT + ")");
    }
    if (!name.equals(draft.name)) {
      throw new SiteException("wanted: not for " + name);
    }
    if (draft.version == null || draft.time == null) {
      throw new SiteException("wanted: version and time are missing");
    }
    return new Wanted(name, draft.version, draft.time);
  }

  private static final class WantedDraft {
    private long format;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable Instant time;

    private void read(JsonFields json, String field) throws IOException {
      switch (field) {
        case "format" -> format = json.number(field, Long.MAX_VALUE);
        case "name" -> name = json.text(field);
        case "version" -> version = json.version(field);
        case "time" -> time = json.time(field);
        default -> json.skip();
      }
    }
  }
}
