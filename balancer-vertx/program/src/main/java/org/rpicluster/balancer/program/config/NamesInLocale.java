package org.rpicluster.balancer.program.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.rpicluster.balancer.check.Check;

/** Names of files, as configurations and command lines have them. Stateless; any thread. */
public final class NamesInLocale {

  /**
   * The JVM takes names of files to the system in the characters of the locale that it began with.
   */
  private static final String EXPECTED =
      "a file name in the locale's characters, which are ASCII where LANG is not set;"
          + " with LANG=C.UTF-8 any";

  private NamesInLocale() {}

  /**
   * The file of a name.
   *
   * @param what it is for, in the user's words
   * @throws IllegalArgumentException if the system could have no such file
   */
  public static Path path(String what, String name) {
    Check.argument(
        name.indexOf('\0') < 0, what, name.replace("\0", "\\0"), "no NUL in a file name");
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(Check.message(what, name, EXPECTED), e);
    }
  }
}
