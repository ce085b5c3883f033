package org.rpicluster.balancer.vertx.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The constants of an enum as people write them: lower case, without underscores. Stateless. */
public final class EnumWords {

  private EnumWords() {}

  /** The word for a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant that a word is for; empty if it is for none. */
  public static <E extends Enum<E>> Optional<E> parse(Class<E> words, String text) {
    return Arrays.stream(words.getEnumConstants()).filter(e -> of(e).equals(text)).findFirst();
  }

  /** All words, for errors: {@code active, spare, standby}. */
  public static String all(Class<? extends Enum<?>> words) {
    List<? extends Enum<?>> constants = Arrays.asList(words.getEnumConstants());
    return constants.stream().map(EnumWords::of).collect(Collectors.joining(", "));
  }
}
