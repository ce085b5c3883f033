package org.rpicluster.balancer.program.config.apache.syntax;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The surroundings of a configuration while it is read: the files, names and variables around its
 * text. Immutable.
 *
 * @param environment the environment's variables
 * @param knows whether there is a directive of this name, given in small letters
 * @param files the files that it includes
 * @param root what relative names are relative to, until {@code ServerRoot} says otherwise
 * @param shown how messages call a file
 */
public record ReadingContext(
    Function<String, Optional<String>> environment,
    Predicate<String> knows,
    ConfigFiles files,
    Path root,
    Function<Path, String> shown) {}
