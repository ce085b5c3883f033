package org.rpicluster.balancer.vertx.edit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * Reads one JSON object as it is meant: in UTF-8, with each name once, with nothing behind it, and
 * not deep. A parser that takes the last of two names may do another thing than its author saw.
 * O(bytes). Stateless; any thread. RFC 8259 §4, RFC 7493 §2.
 */
public final class StrictJson {

  /** An edit has two: a strategy with its options. */
  private static final int DEPTH_MAX = 4;

  /** More digits than any number of ours, and too few for their parsing to cost anything. */
  private static final int DIGITS_MAX = 40;

  private static final String OBJECT = "a JSON object";

  /** As the library puts it: {@code (start marker at [Source: …; line: 1, column: 1])}. */
  private static final Pattern BEGIN = Pattern.compile(" \\(start marker at \\[[^]]*]\\)");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(DIGITS_MAX)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * The object in these bytes.
   *
   * @throws IllegalArgumentException saying where it is none
   */
  public static JsonObject read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(text(bytes))) {
      Check.argument(parser.nextToken() == JsonToken.START_OBJECT, "body", shown(parser), OBJECT);
      JsonObject object = object(parser);
      Check.argument(parser.nextToken() == null, "body", "more than one value", OBJECT);
      return object;
    } catch (StreamConstraintsException e) {
      String what = "nested deeper than " + DEPTH_MAX + ", or a number too long";
      throw new IllegalArgumentException(Check.message("body", what, OBJECT), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          Check.message("body", complaint(e) + at(e.getLocation()), OBJECT), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(Check.message("body", "not UTF-8", OBJECT), e);
    }
  }

  private static String shown(JsonParser parser) throws IOException {
    return parser.currentToken() == null ? "nothing" : parser.getText();
  }

  /** What the library says, without where the object began: that is the body's first line. */
  private static String complaint(JsonProcessingException e) {
    return BEGIN.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
  }

  private static String at(@Nullable JsonLocation place) {
    return place == null ? "" : ", line " + place.getLineNr() + " column " + place.getColumnNr();
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    JsonObject object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    JsonArray array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      default -> parser.getText();
    };
  }
}
