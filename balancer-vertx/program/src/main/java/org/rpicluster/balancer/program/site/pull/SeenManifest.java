package org.rpicluster.balancer.program.site.pull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.UpdateFiles;

/**
 * The newest manifest, asked for so that a server which still has the same says only that. It is
 * kept with what the server calls it, in one file. Blocks; stateless. RFC 9110, 13.1.
 */
final class SeenManifest {

  /** Of addresses and validators. */
  private static final int LINE_MAX = 2048;

  private static final int NOT_MODIFIED = 304;

  private SeenManifest() {}

  /** Asks for the newest manifest. */
  static byte[] fetch(UpdateServer server, String from, Path file, SiteLimits limits)
      throws IOException {
    Kept kept = read(file);
    Map<String, String> fields = kept.from.equals(from) ? kept.conditions() : Map.of();
    try (UpdateServer.Answer answer = server.get(UpdateFiles.MANIFEST, fields)) {
      if (answer.status() == NOT_MODIFIED && !fields.isEmpty()) {
        return kept.text;
      }
      server.expect(answer.status() == 200, UpdateFiles.MANIFEST, answer.status());
      byte[] text = server.bytes(answer, UpdateFiles.MANIFEST, limits.manifestBytesMax());
      String tag = answer.field("ETag").orElse("");
      String date = answer.field("Last-Modified").orElse("");
      if (tag.length() + date.length() + from.length() < LINE_MAX) {
        Durable.write(file, new Kept(from, tag, date, text).encode());
      }
      return text;
    }
  }

  private static Kept read(Path file) throws IOException {
    try {
      return Kept.decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Kept.NOTHING;
    }
  }

  private record Kept(String from, String tag, String date, byte[] text) {

    static final Kept NOTHING = new Kept("", "", "", new byte[0]);

    Map<String, String> conditions() {
      Map<String, String> fields = new HashMap<>();
      if (!tag.isEmpty()) {
        fields.put("If-None-Match", tag);
      }
      if (!date.isEmpty()) {
        fields.put("If-Modified-Since", date);
      }
      return fields;
    }

    byte[] encode() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String line : new String[] {from, tag, date}) {
        bytes.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      bytes.write(text);
      return bytes.toByteArray();
    }

    static Kept decode(byte[] bytes) {
      String[] lines = new String[3];
      int at = 0;
      for (int i = 0; i < lines.length; i++) {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
          end++;
        }
        if (end == bytes.length) {
          return NOTHING;
        }
        lines[i] = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
      }
      return new Kept(lines[0], lines[1], lines[2], Arrays.copyOfRange(bytes, at, bytes.length));
    }
  }
}
