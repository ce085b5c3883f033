package org.rpicluster.balancer.program.config.apache.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NearestName;

/**
 * The directives of httpd 2.4 and its modules, by name. A look costs a hash; a misspelt name costs
 * a comparison with each. Immutable; any thread. Names and places are httpd's own list ({@code
 * httpd -L}).
 */
public final class DirectiveTable {

  private static final String FILE = "directives.tsv";

  private final Map<String, DirectiveKind> kinds = new LinkedHashMap<>();

  private DirectiveTable(List<String> rows) {
    for (String row : rows) {
      if (!row.startsWith("#")) {
        DirectiveKind kind = DirectiveKind.parse(row);
        kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
      }
    }
  }

  /** Reads the table. */
  public static DirectiveTable load() {
    try (InputStream in = DirectiveTable.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the program");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new DirectiveTable(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directive of this name, given in small letters. */
  public Optional<DirectiveKind> find(String key) {
    return Optional.ofNullable(kinds.get(key));
  }

  /** Whether there is one. */
  public boolean has(String key) {
    return kinds.containsKey(key);
  }

  /** The name that one probably was meant to be. */
  public Optional<String> nearest(String written) {
    boolean section = written.startsWith("<");
    List<String> names =
        kinds.values().stream()
            .map(DirectiveKind::name)
            .filter(name -> name.startsWith("<") == section)
            .toList();
    return NearestName.to(written, names).map(name -> section ? name + ">" : name);
  }
}
