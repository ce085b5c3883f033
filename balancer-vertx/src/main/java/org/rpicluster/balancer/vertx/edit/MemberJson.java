package org.rpicluster.balancer.vertx.edit;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Role;

/**
 * Reads members, and what is to change in them, from JSON: by the names and within the ranges of
 * the configuration. Each value is set on a whole member by itself, so that every wrong one is
 * named. For one thread and one object.
 */
public final class MemberJson {

  private static final List<String> SETTINGS = MemberSetting.names();
  private static final List<String> ALL =
      Stream.concat(Stream.of("url", "id"), SETTINGS.stream()).toList();

  private static final String URL = "a text such as http://192.168.0.7:8080";
  private static final String ROUTE = "at most 128 letters, digits and signs but \" , ; \\";

  // What a cookie can carry: RFC 6265 §4.1.1.
  private static final Pattern GOOD_ROUTE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{0,128}");

  private final List<String> wrong = new ArrayList<>();
  private Member member = Member.of("http://unknown");

  private MemberJson() {}

  /**
   * What is to change in a member.
   *
   * @throws IllegalArgumentException naming everything that is wrong
   */
  public static MemberValues edit(JsonObject json) {
    Check.argument(!json.isEmpty(), "body", "nothing", "any of " + String.join(", ", SETTINGS));
    MemberJson reader = new MemberJson();
    json.forEach(field -> reader.field(field, SETTINGS));
    Set<MemberSetting> settings =
        json.fieldNames().stream()
            .flatMap(name -> MemberSetting.named(name).stream())
            .collect(Collectors.toSet());
    return new MemberValues(settings, reader.read());
  }

  /**
   * A member that is to join.
   *
   * @throws IllegalArgumentException naming everything that is wrong
   */
  public static Member member(JsonObject json) {
    MemberJson reader = new MemberJson();
    Object url = json.getValue("url");
    Check.argument(json.containsKey("url"), "url", "missing", URL);
    // First: the rest is set on a member that has one.
    reader.set(() -> MemberRules.at(text("url", url, URL)));
    json.forEach(field -> reader.field(field, ALL));
    Member member = reader.read();
    // One that follows from the URL may be no good: the name of a socket's file is anything.
    MemberRules.id(member.id());
    return member;
  }

  private Member read() {
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return member;
  }

  private void field(Map.Entry<String, Object> field, List<String> known) {
    String name = field.getKey();
    if (!known.contains(name)) {
      wrong.add(Check.message(name, "unknown field", String.join(", ", known)));
    } else if (!name.equals("url")) {
      set(() -> value(member.but(), name, field.getValue()).build());
    }
  }

  private void set(Supplier<Member> changed) {
    try {
      member = changed.get();
    } catch (IllegalArgumentException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
  }

  private static MemberBuilder value(MemberBuilder builder, String name, @Nullable Object value) {
    return switch (name) {
      case "id" -> builder.id(MemberRules.id(text(name, value, MemberRules.ID)));
      case "weight" -> builder.weight(decimal(name, value));
      case "set" -> builder.set(whole(name, value, "0 to 99"));
      case "role" -> builder.role(word(name, value, Role.class));
      case "state" -> builder.state(word(name, value, AdminState.class));
      case "route" -> builder.route(route(name, value));
      case "redirect" -> builder.redirect(route(name, value));
      case "maxInFlight" -> builder.maxInFlight(whole(name, value, "0 for no limit, or more"));
      default -> throw new IllegalStateException("a setting without a reader: " + name);
    };
  }

  private static String text(String name, @Nullable Object value, String expected) {
    Check.argument(value instanceof String, name, value, expected);
    return String.valueOf(value);
  }

  private static double decimal(String name, @Nullable Object value) {
    Check.argument(value instanceof Number, name, shown(value), "1 to 100");
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static int whole(String name, @Nullable Object value, String expected) {
    Check.argument(value instanceof Integer, name, shown(value), expected);
    return value instanceof Integer number ? number : 0;
  }

  /** A text with its quotes: {@code "2"} is not the number that it looks like. */
  private static @Nullable Object shown(@Nullable Object value) {
    return value instanceof String text ? '"' + text + '"' : value;
  }

  private static String route(String name, @Nullable Object value) {
    String route = text(name, value, ROUTE);
    Check.argument(GOOD_ROUTE.matcher(route).matches(), name, "'" + route + "'", ROUTE);
    return route;
  }

  private static <E extends Enum<E>> E word(String name, @Nullable Object value, Class<E> words) {
    List<E> all = Arrays.asList(words.getEnumConstants());
    String expected = all.stream().map(MemberJson::word).collect(Collectors.joining(", "));
    return all.stream()
        .filter(constant -> word(constant).equals(value))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Check.message(name, value, expected)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
