/**
 * The strategies.
 *
 * <table>
 * <caption>The table</caption>
 * <tr><th>strategy</th><th>cost per pick</th><th>shared writes per pick</th><th>exactness</th>
 *     <th>feedback used</th><th>when a member leaves</th></tr>
 * <tr><td>{@code byrequests}</td><td>O(1), a table; O(log eligible), a short lock, after a sticky
 *     request or an exclusion, with limits, and for orders above 262 144 picks</td><td>one ticket; else lock and credits</td>
 *     <td>Apache's, pick for pick</td><td>none</td><td>the others' credits stay</td></tr>
 * <tr><td>{@code bytraffic}</td><td>O(log eligible), a short lock</td><td>lock</td>
 *     <td>Apache's, pick for pick</td><td>bytes, as they flow</td>
 *     <td>the others' bytes stay</td></tr>
 * <tr><td>{@code bybusyness}</td><td>O(log eligible), a short lock, also per answer</td>
 *     <td>lock, credits, in flight</td><td>Apache's, pick for pick</td><td>requests in flight</td>
 *     <td>the others' credits stay</td></tr>
 * <tr><td>{@code random}</td><td>O(1); O(eligible) if many are full or excluded</td><td>none</td>
 *     <td>shares by weight, in the mean</td><td>none</td><td>its share goes to all</td></tr>
 * <tr><td>{@code first}</td><td>O(full members)</td><td>none</td>
 *     <td>exact: limits in the order of the configuration</td><td>requests in flight</td>
 *     <td>the next in order fills up</td></tr>
 * <tr><td>{@code shortest-expected-delay}</td><td>O(log eligible), a lock</td>
 *     <td>credits, in flight</td><td>exact; equals by credit</td><td>requests in flight</td>
 *     <td>the others' credits stay</td></tr>
 * <tr><td>{@code two-choices}</td><td>O(1); O(eligible) if many are full or excluded</td>
 *     <td>none</td><td>fullest: log log n / log 2 + O(1); idle: shares by weight</td>
 *     <td>requests in flight</td><td>its share goes to all</td></tr>
 * <tr><td>{@code rendezvous}</td><td>O(eligible)</td><td>none</td>
 *     <td>exact for each key; keys by weight, in the mean</td>
 *     <td>none; with a bounded load, requests in flight</td>
 *     <td>only its keys, to all others</td></tr>
 * <tr><td>{@code peak-ewma}</td><td>O(1), two exponentials, the clock; O(eligible) if many are
 *     full or excluded</td><td>none; a short lock per answer</td>
 *     <td>near the weights while latencies are within a factor of two</td>
 *     <td>latency, requests in flight</td><td>its share goes to all</td></tr>
 * <tr><td>{@code bytraffic} with {@code window}</td><td>O(eligible) exponentials, the clock</td>
 *     <td>a short lock now and then</td><td>fewest recent bytes; equals by chance</td>
 *     <td>bytes, fading</td><td>the others' bytes stay</td></tr>
 * </table>
 *
 * <p>As a user, see {@link org.rpicluster.balancer.strategy.Strategies}. As an author of a
 * strategy, see {@link org.rpicluster.balancer.pick.Strategy} and {@code PickerContract} in the
 * core's test-jar.
 */
@NullMarked
package org.rpicluster.balancer.strategy;

import org.jspecify.annotations.NullMarked;
