package org.rpicluster.balancer.vertx.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * Finds, among things that are each for some {@link Hosts}, the first that is for a host and passes
 * a test: what a look at one after the other would find. O(labels of the host + those that are for
 * it), however many there are for others; nothing is allocated. Immutable; any thread.
 *
 * <p>A name stands for itself; {@code *.example.org} is kept as {@code .example.org}, and a host
 * has it if it ends with that; {@code www.example.*} is tried for each host. A hash of our own, as
 * the host is part of a longer text and of any case.
 */
public final class HostTable {

  private static final int[] NONE = {};

  private final int[] forEveryHost;

  /** Those with a host of which only the start is said: they are asked one after the other. */
  private final int[] open;

  private final List<Hosts> hosts;
  private final int mask;
  private final String[] keys;
  private final int[][] lists;

  /** The test, beside the host, of the thing with this index. */
  @FunctionalInterface
  public interface Passes {

    /** Whether it passes with this path. */
    boolean test(int index, String path);
  }

  /** A table of these, each known by its index. */
  public HostTable(List<Hosts> all) {
    Map<String, List<Integer>> byKey = new HashMap<>();
    List<Integer> every = new ArrayList<>();
    TreeSet<Integer> opened = new TreeSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).names().isEmpty()) {
        every.add(i);
      }
      for (String name : all.get(i).names()) {
        if (Hosts.isOpen(name)) {
          opened.add(i);
          continue;
        }
        String key = name.startsWith("*") ? name.substring(1) : name;
        byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
      }
    }
    hosts = List.copyOf(all);
    open = opened.stream().mapToInt(i -> i).toArray();
    forEveryHost = every.stream().mapToInt(i -> i).toArray();
    // At most half full, so that a look at a place or two decides.
    mask = byKey.isEmpty() ? 0 : Integer.highestOneBit(byKey.size()) * 4 - 1;
    keys = new String[byKey.isEmpty() ? 0 : mask + 1];
    lists = new int[keys.length][];
    byKey.forEach(this::put);
  }

  private void put(String key, List<Integer> indices) {
    int place = hash(key, 0, key.length()) & mask;
    while (keys[place] != null) {
      place = place + 1 & mask;
    }
    keys[place] = key;
    lists[place] = indices.stream().mapToInt(i -> i).toArray();
  }

  /**
   * The index of the first that is for a host and passes.
   *
   * @param authority the host, with or without a port; empty if there is none
   * @param path what is tested
   * @return -1 if there is none
   */
  public int first(String authority, String path, Passes passes) {
    int found = first(forEveryHost, Integer.MAX_VALUE, path, passes);
    if (open.length > 0) {
      found = first(open, found, path, (i, p) -> hosts.get(i).have(authority) && passes.test(i, p));
    }
    if (keys.length > 0) {
      int end = Authority.hostEnd(authority);
      if (end > 0 && authority.charAt(0) != '.') { // that is no host, and would be a wildcard's key
        found = first(listOf(authority, 0, end), found, path, passes);
      }
      // A wildcard stands for one character or more.
      for (int dot = authority.indexOf('.', 1);
          dot > 0 && dot < end;
          dot = authority.indexOf('.', dot + 1)) {
        found = first(listOf(authority, dot, end), found, path, passes);
      }
    }
    return found == Integer.MAX_VALUE ? -1 : found;
  }

  private static int first(int[] indices, int before, String path, Passes passes) {
    for (int index : indices) {
      if (index >= before) {
        return before;
      }
      if (passes.test(index, path)) {
        return index;
      }
    }
    return before;
  }

  private int[] listOf(String text, int from, int end) {
    int length = end - from;
    int place = hash(text, from, end) & mask;
    for (String key = keys[place]; key != null; key = keys[place]) {
      if (key.length() == length && text.regionMatches(true, from, key, 0, length)) {
        return lists[place];
      }
      place = place + 1 & mask;
    }
    return NONE;
  }

  /** The same for all that {@link String#regionMatches} takes for the same, whatever their case. */
  private static int hash(String text, int from, int end) {
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + Character.toLowerCase(Character.toUpperCase(text.charAt(i)));
    }
    return hash ^ hash >>> 16;
  }
}
