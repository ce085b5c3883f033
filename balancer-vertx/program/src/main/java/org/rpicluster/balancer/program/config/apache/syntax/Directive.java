package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.program.config.Place;

/**
 * One directive, or one section with those in it. Immutable.
 *
 * @param place where it stands; of a directive in a macro, where the macro has it
 * @param name as it is written, of a section with {@code <} before it
 * @param text its arguments in one, as they are written but for variables
 * @param arguments the same, split and without quotes
 * @param children what stands in a section
 */
public record Directive(
    Place place, String name, String text, List<String> arguments, List<Directive> children) {

  /** Copies the lists. */
  public Directive {
    arguments = List.copyOf(arguments);
    children = List.copyOf(children);
  }

  /** The name without regard to case: {@code proxypass}, {@code <proxy}. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether it is this one, whose name is given in small letters. */
  public boolean is(String key) {
    return key().equals(key);
  }

  /** Whether it has others in it. */
  public boolean isSection() {
    return name.startsWith("<");
  }

  /** An argument, or the empty text if there are not so many. */
  public String argument(int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }

  /** The name as a message shows it: {@code ProxyPass}, {@code <Proxy>}. */
  public String shown() {
    return isSection() ? name + ">" : name;
  }
}
