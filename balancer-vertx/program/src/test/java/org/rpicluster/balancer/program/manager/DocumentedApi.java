package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the document of the API says of answers. Of JSON Schema it knows what the document uses; a
 * word that it does not know fails.
 */
final class DocumentedApi {

  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "oneOf",
          "type",
          "enum",
          "format",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "description",
          "minimum",
          "maximum",
          "maxLength");

  private final JsonObject document;
  private final List<String> wrong = new ArrayList<>();

  /** The schemas of which an answer has been looked at. */
  final Set<String> seen = new TreeSet<>();

  DocumentedApi(JsonObject document) {
    this.document = document;
  }

  JsonObject operation(String method, String path) {
    JsonObject operations = document.getJsonObject("paths").getJsonObject(path);
    return operations.getJsonObject(method.toLowerCase(Locale.ROOT));
  }

  Set<String> paths() {
    return document.getJsonObject("paths").fieldNames();
  }

  Map<String, Object> schemas() {
    return document.getJsonObject("components").getJsonObject("schemas").getMap();
  }

  /** The answer has this status, and all and only the fields that its schema has. */
  void assertDocumented(String method, String path, int status, String body) {
    JsonObject response =
        operation(method, path).getJsonObject("responses").getJsonObject(String.valueOf(status));
    assertThat(response).as("%s %s: %s", method, path, status).isNotNull();
    JsonObject schema =
        resolved(response)
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema");
    assertThat(wrong(schema, new JsonObject(body))).as("%s %s: %s", method, path, body).isEmpty();
  }

  private List<String> wrong(JsonObject schema, Object value) {
    wrong.clear();
    check("", schema, value);
    return List.copyOf(wrong);
  }

  private JsonObject resolved(JsonObject schema) {
    String reference = schema.getString("$ref");
    if (reference == null) {
      return schema;
    }
    JsonObject found = document;
    for (String step : reference.substring(2).split("/")) {
      found = found.getJsonObject(step);
    }
    seen.add(reference.substring(reference.lastIndexOf('/') + 1));
    return found;
  }

  private void check(String place, JsonObject written, Object value) {
    JsonObject schema = resolved(written);
    expect(KNOWN.containsAll(schema.fieldNames()), place, schema.fieldNames());
    JsonArray either = schema.getJsonArray("oneOf");
    if (either != null) {
      JsonObject one = either.getJsonObject(value == null ? 1 : 0);
      check(place, one, value);
      return;
    }
    Object type = schema.getValue("type");
    expect(isOf(type, value), place, type + ": " + value);
    JsonArray words = schema.getJsonArray("enum");
    expect(words == null || words.contains(value), place, value);
    if (value instanceof JsonArray array) {
      array.forEach(item -> check(place + "[]", schema.getJsonObject("items"), item));
    } else if (value instanceof JsonObject object) {
      object(place, schema, object);
    }
  }

  private static boolean isOf(Object type, Object value) {
    if (type instanceof JsonArray types) {
      return types.stream().anyMatch(one -> isOf(one, value));
    }
    return switch (String.valueOf(type)) {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof JsonArray;
      case "object" -> value instanceof JsonObject;
      default -> type.equals("null") && value == null;
    };
  }

  private void object(String place, JsonObject schema, JsonObject object) {
    schema
        .getJsonArray("required", new JsonArray())
        .forEach(name -> expect(object.containsKey((String) name), place, "no " + name));
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (Map.Entry<String, Object> field : object) {
      Object known = properties.getValue(field.getKey());
      Object other = known == null ? schema.getValue("additionalProperties") : known;
      expect(other instanceof JsonObject || other == null, place, "undocumented " + field);
      if (other instanceof JsonObject of) {
        check(place + "." + field.getKey(), of, field.getValue());
      }
    }
  }

  private void expect(boolean good, String place, Object what) {
    if (!good) {
      wrong.add(place + ": " + what);
    }
  }
}
