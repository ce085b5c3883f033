package org.rpicluster.balancer.program.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * A manifest as JSON, one file a line: the same bytes for the same manifest. O(files); stateless,
 * any thread.
 */
public final class ManifestText {

  /** Another one, older or newer, is not understood. */
  static final int FORMAT = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private ManifestText() {}

  /** Writes a manifest. */
  public static byte[] encode(Manifest manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("version", manifest.version());
      json.writeStringField("time", manifest.time().toString());
      json.writeNumberField("bytes", manifest.bytes());
      content(json, "tar", manifest.tar());
      content(json, "archive", manifest.archive());
      json.writeArrayFieldStart("emptyFolders");
      for (String folder : manifest.emptyFolders()) {
        json.writeString(folder);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("files");
      for (SiteFile file : manifest.files()) {
        json.writeRaw("\n");
        file(json, file);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void content(JsonGenerator json, String name, Manifest.Content content)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("bytes", content.bytes());
    json.writeStringField("sha256", content.sha256());
    json.writeEndObject();
  }

  private static void file(JsonGenerator json, SiteFile file) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", file.path());
    json.writeNumberField("bytes", file.bytes());
    json.writeStringField("sha256", file.sha256());
    json.writeStringField("time", file.time().toString());
    json.writeNumberField("offset", file.offset());
    json.writeNumberField("length", file.length());
    if (file.isKept()) {
      json.writeBooleanField("kept", true);
    }
    json.writeEndObject();
  }

  /** What a worker is wanted to serve. */
  static byte[] encode(String name, String version, Instant time) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.setRootValueSeparator(new SerializedString(""));
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("name", name);
      json.writeStringField("version", version);
      json.writeStringField("time", time.toString());
      json.writeEndObject();
      json.writeRaw("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
