package org.rpicluster.balancer.vertx.forwarded;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.CgiName;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Vouched;

/**
 * A field in which trusted proxies name the client, in the place of {@code X-Forwarded-For} and
 * {@code Forwarded}: a list of addresses, of which the last is the nearest. What was believed of it
 * does not go on to members. O(addresses in the field); immutable, any thread. Apache's {@code
 * RemoteIPHeader}.
 *
 * @param name the field's name
 * @param external proxies that are not believed about addresses of private networks, for they are
 *     in none of this site's: what they say there ends the chain
 * @param proxies the field in which members are told which external ones it came through, the
 *     nearest first; no client's word for that goes on. Apache's {@code RemoteIPProxiesHeader}
 */
public record ClientHeader(String name, AddressList external, Optional<String> proxies) {

  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8");

  private static final AddressList NOT_PUBLIC = AddressList.of(PRIVATE);

  /** Global unicast, RFC 4291 §2.4: what else there is of IPv6 is no address on the internet. */
  private static final AddressList PUBLIC_V6 = AddressList.of(List.of("2000::/3"));

  private static final List<String> NOT_FREE =
      List.of("host", "connection", "via", "forwarded", "content-length", "transfer-encoding");

  /** Checks the names. */
  public ClientHeader {
    boolean good = isName(name) && NOT_FREE.stream().noneMatch(name::equalsIgnoreCase);
    Check.argument(good, "clientHeader", name, "the name of a field such as X-Real-Client");
    String other = proxies.orElse("X-Forwarded-By");
    boolean isFree =
        isName(other)
            && !name.equalsIgnoreCase(other)
            && !Vouched.isOwn(other)
            && NOT_FREE.stream().noneMatch(other::equalsIgnoreCase);
    Check.argument(isFree, "proxies", other, "the name of another field, such as X-Forwarded-By");
  }

  /** Where members are not told of proxies. */
  public ClientHeader(String name, AddressList external) {
    this(name, external, Optional.empty());
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9-]{0,63}");
  }

  /** Whether members are told of proxies in a field, as they compare names. */
  boolean isOfProxies(CharSequence field) {
    return proxies.isPresent() && CgiName.isSame(proxies.get(), field);
  }

  /** Whether a proxy is one that members are told of. */
  boolean isExternal(InetAddress proxy) {
    return external.contains(proxy);
  }

  /** What it says as a list; empty if it is not there, or has nothing in it. */
  List<String> elements(Fields fields) {
    List<String> elements =
        fields.getAll(name).stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .toList();
    boolean blank = elements.stream().allMatch(String::isEmpty);
    return blank ? List.of() : new ArrayList<>(elements);
  }

  /** Whether a proxy is believed about an address. */
  boolean isBelieved(InetAddress proxy, InetAddress said) {
    boolean isPublic =
        said.getAddress().length == 4 ? !NOT_PUBLIC.contains(said) : PUBLIC_V6.contains(said);
    return isPublic || !external.contains(proxy);
  }

  /** The next address to the left; empty if it is none. */
  Optional<InetAddress> last(List<String> elements) {
    return Node.address(elements.get(elements.size() - 1));
  }
}
