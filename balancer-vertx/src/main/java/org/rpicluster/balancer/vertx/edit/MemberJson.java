package org.rpicluster.balancer.vertx.edit;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.JsonScalar;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

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
    } else if (name.equals("id")) {
      id(field.getValue());
    } else {
      MemberSetting.named(name).ifPresent(setting -> setting(setting, field.getValue()));
    }
  }

  private void set(Supplier<Member> changed) {
    try {
      member = changed.get();
    } catch (IllegalArgumentException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
  }

  private void id(@Nullable Object value) {
    set(() -> member.but().id(MemberRules.id(text("id", value, MemberRules.ID))).build());
  }

  private void setting(MemberSetting setting, @Nullable Object value) {
    JsonScalar scalar = new JsonScalar(value);
    setting
        .row()
        .read(
            scalar,
            expected -> wrong.add(Check.message(setting.toString(), scalar.shown(), expected)))
        .ifPresent(change -> set(() -> change.apply(member)));
  }

  private static String text(String name, @Nullable Object value, String expected) {
    Check.argument(value instanceof String, name, value, expected);
    return String.valueOf(value);
  }
}
