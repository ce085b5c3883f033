/**
 * From a tree of directives to the records of {@code config}, in stages that each read what the one
 * before has made:
 *
 * <ol>
 *   <li>{@code Placement}: is each directive known, and may it stand there?
 *   <li>{@code Servers}: the main server and its virtual hosts, with what is inherited.
 *   <li>{@code Balancers}: the balancers of each, with their members and parameters.
 *   <li>{@code Mappings}: which path of a server goes where, in httpd's order.
 *   <li>{@code AccessRules}: who may reach a Location.
 *   <li>{@code Routes}: all of that as routes.
 * </ol>
 *
 * Each says the fate of the lines that it reads.
 */
@NullMarked
package org.rpicluster.balancer.program.config.apache.translate;

import org.jspecify.annotations.NullMarked;
