package org.rpicluster.balancer.program.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads one JSON document of a stranger's, field by field: each key once, nothing nested deeply,
 * and nothing behind it. What has the wrong type or range is refused by its name. For one thread.
 * RFC 8259.
 */
final class JsonFields implements AutoCloseable {

  private static final int DEPTH_MAX = 8;
  private static final int TEXT_MAX = 4096;
  private static final int NUMBER_MAX = 19;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(TEXT_MAX)
                  .maxNameLength(TEXT_MAX)
                  .maxNumberLength(NUMBER_MAX)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names of a stranger's are not worth keeping.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final String what;
  private final JsonParser parser;

  /** One field: its value is read by the reader's methods, or passed over. */
  @FunctionalInterface
  interface Field {

    void read(String name) throws IOException;
  }

  private JsonFields(String what, JsonParser parser) {
    this.what = what;
    this.parser = parser;
  }

  /** Reads a document of one object. */
  static void read(String what, byte[] bytes, Function<JsonFields, Field> reader) {
    try (JsonFields fields = new JsonFields(what, JSON.createParser(strict(bytes)))) {
      fields.parser.nextToken();
      fields.object("", reader.apply(fields));
      if (fields.parser.nextToken() != null) {
        throw fields.wrong("more behind its end");
      }
    } catch (CharacterCodingException e) {
      throw new SiteException(what + ": not UTF-8");
    } catch (JsonProcessingException e) {
      throw new SiteException(what + ": not JSON: " + SitePath.shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new SiteException(what + ": not JSON: " + e.getMessage());
    }
  }

  private static String strict(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** The object that stands here. */
  void object(String name, Field field) throws IOException {
    expect(name, JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      field.read(key);
    }
  }

  /** The list of objects that stands here. */
  void objects(String name, Field field, Runnable endOfOne) throws IOException {
    expect(name, JsonToken.START_ARRAY, "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      object(name, field);
      endOfOne.run();
    }
  }

  /** The list of texts that stands here. */
  void texts(String name, Consumer<String> text) throws IOException {
    expect(name, JsonToken.START_ARRAY, "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      text.accept(text(name));
    }
  }

  String text(String name) throws IOException {
    expect(name, JsonToken.VALUE_STRING, "a text");
    return parser.getText();
  }

  boolean bool(String name) throws IOException {
    if (!parser.currentToken().isBoolean()) {
      throw wrong(name + ": not true or false");
    }
    return parser.getBooleanValue();
  }

  long number(String name, long max) throws IOException {
    expect(name, JsonToken.VALUE_NUMBER_INT, "a whole number");
    long number = parser.getLongValue();
    if (number < 0 || number > max) {
      throw wrong(name + ": " + number + " (expected: 0 to " + max + ")");
    }
    return number;
  }

  String sha256(String name) throws IOException {
    String text = text(name);
    if (!Sha256.isOne(text)) {
      throw wrong(name + ": " + SitePath.shown(text) + " (expected: 64 digits of 0-9, a-f)");
    }
    return text;
  }

  Instant time(String name) throws IOException {
    String text = text(name);
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(Instant.EPOCH)) {
        throw wrong(name + ": " + SitePath.shown(text) + " is before 1970");
      }
      return time;
    } catch (DateTimeException e) {
      throw wrong(name + ": " + SitePath.shown(text) + " (expected: such as 2026-11-28T12:00:00Z)");
    }
  }

  String version(String name) throws IOException {
    String text = text(name);
    if (!Manifest.isVersion(text)) {
      throw wrong(name + ": " + SitePath.shown(text) + " is no version's name");
    }
    return text;
  }

  /** Passes over what is not known: a later program may write more. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  private void expect(String name, JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw wrong((name.isEmpty() ? "" : name + ": ") + "not " + expected);
    }
  }

  SiteException wrong(String why) {
    return new SiteException(what + ": " + why);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
