/**
 * The YAML front end. {@link YamlDocument} parses within limits, {@link YamlValue} and {@link
 * YamlMap} read one node each and say what is wrong with it, and a binder for each record puts them
 * together.
 */
@NullMarked
package org.rpicluster.balancer.program.config.yaml;

import org.jspecify.annotations.NullMarked;
