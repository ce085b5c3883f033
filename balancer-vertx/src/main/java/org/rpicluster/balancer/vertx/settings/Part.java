package org.rpicluster.balancer.vertx.settings;

/**
 * A row of the table of settings whose value a front end reads by itself: a map, a list, a file, or
 * what depends on the rest of the configuration. Immutable.
 *
 * @param key the name that users write; one within a map is known by its whole way there: {@code
 *     manager.allow}
 * @param type what the documents say that it is
 * @param shownDefault what the documents say that it is unless it is given; a dash if it has to be
 * @param meaning what it does, in a few words
 */
public record Part(String key, String type, String shownDefault, String meaning)
    implements TableRow {

  /** The default of what has to be given. */
  public static final String REQUIRED = "–";
}
