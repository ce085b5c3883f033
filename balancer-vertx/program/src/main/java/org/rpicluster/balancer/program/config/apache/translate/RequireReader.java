package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/** Reads {@code Require} and its groups. For one thread and one configuration. */
final class RequireReader {

  /** Those who ask this machine from itself. */
  private static final List<String> LOCAL = List.of("127.0.0.0/8", "::1");

  private final Fates fates;

  RequireReader(Fates fates) {
    this.fates = fates;
  }

  /** Lines of which one is enough, as those of a section. */
  Allowed any(List<Directive> lines) {
    boolean onlyNot = lines.stream().allMatch(RequireReader::isNegative);
    if (onlyNot) {
      Directive line = lines.get(0);
      fates.wrong(
          line,
          line.shown(),
          "only what is not allowed",
          "<RequireAll> with Require all granted beside it");
    }
    Allowed all = Allowed.NOBODY;
    for (Directive line : lines) {
      all = all.or(one(line));
    }
    return all;
  }

  private static boolean isNegative(Directive line) {
    return line.is("<requirenone") || line.argument(0).equalsIgnoreCase("not");
  }

  private Allowed one(Directive line) {
    return switch (line.key()) {
      case "<requireany" -> group(line, any(line.children()));
      case "<requireall" -> group(line, all(line.children()));
      case "<requirenone" -> none(line);
      default -> requirement(line);
    };
  }

  private Allowed group(Directive line, Allowed allowed) {
    fates.translated(line);
    return allowed;
  }

  private Allowed all(List<Directive> lines) {
    Allowed all = Allowed.EVERYONE;
    for (Directive line : lines) {
      all = all.and(one(line));
    }
    return all;
  }

  private Allowed none(Directive line) {
    fates.stops(line, "addresses that are shut out are not carried out yet: name those who get in");
    return Allowed.NOBODY;
  }

  private Allowed requirement(Directive line) {
    String kind = line.argument(0).toLowerCase(Locale.ROOT);
    List<String> rest =
        line.arguments().subList(Math.min(1, line.arguments().size()), line.arguments().size());
    switch (kind) {
      case "all" -> {
        return granted(line, line.argument(1).toLowerCase(Locale.ROOT));
      }
      case "ip" -> {
        return addresses(line, rest);
      }
      case "local" -> {
        fates.translated(line);
        return Allowed.of(LOCAL.stream().map(text -> Cidr.parse(text).orElseThrow()).toList());
      }
      case "" ->
          fates.wrong(line, "Require", "nothing", "such as ip 192.168.0, local, all granted");
      case "not" -> none(line);
      default ->
          fates.stops(line, "Require " + kind + " is not carried out yet: it decides who gets in");
    }
    return Allowed.NOBODY;
  }

  private Allowed granted(Directive line, String word) {
    if (!word.equals("granted") && !word.equals("denied")) {
      fates.wrong(line, "Require all", line.argument(1), "granted or denied");
    } else {
      fates.translated(line);
    }
    return word.equals("granted") ? Allowed.EVERYONE : Allowed.NOBODY;
  }

  private Allowed addresses(Directive line, List<String> texts) {
    List<Cidr> blocks = new ArrayList<>();
    for (String text : texts) {
      Optional<Cidr> block = Cidr.parse(text);
      block.ifPresentOrElse(
          blocks::add, () -> fates.wrong(line, "Require ip", text, "an address such as 192.168.0"));
    }
    if (texts.isEmpty()) {
      fates.wrong(line, "Require ip", "nothing", "an address such as 192.168.0");
    }
    fates.translated(line);
    return Allowed.of(blocks);
  }
}
