package org.rpicluster.balancer.program.discovery.source;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceListener;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.discovery.MemberSource;
import org.rpicluster.balancer.program.mdns.MdnsNetwork;

/**
 * Services of multicast DNS on one network interface, as Avahi and Bonjour announce them. The
 * library has some threads of its own; what it tells is told on as it comes. RFC 6762, RFC 6763.
 */
final class MdnsSource implements MemberSource, ServiceListener {

  /** Services come one by one after the first question: those of one answer are told together. */
  private static final long GATHERING_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private static final String DOMAIN = ".local.";

  private final Vertx vertx;
  private final DiscoverySettings settings;
  private final Consumer<String> faults;
  private final MdnsServices services;
  private final MdnsNetwork network;

  // Under this lock.
  private @Nullable Consumer<List<Member>> told;
  private boolean gathers;
  private boolean isClosed;

  MdnsSource(Vertx vertx, DiscoverySettings settings, Consumer<String> faults) {
    this.vertx = vertx;
    this.settings = settings;
    this.faults = faults;
    services = new MdnsServices(settings);
    network =
        new MdnsNetwork(
            () -> NetworkInterfaces.address(settings.local()),
            opened -> opened.addServiceListener(settings.where() + DOMAIN, this),
            why -> faults.accept("cannot be listened at: " + why));
  }

  @Override
  public synchronized void begin(Consumer<List<Member>> found) {
    told = found;
    network.begin();
  }

  @Override
  public void serviceAdded(ServiceEvent event) {
    // Where it is, and its TXT record, come with later events; this asks for them.
    network.ask(event);
  }

  @Override
  public void serviceResolved(ServiceEvent event) {
    // The first of these comes without a TXT record.
    if (event.getInfo().hasData()) {
      try {
        services.resolved(event.getName(), event.getInfo());
        changed();
      } catch (IllegalArgumentException e) {
        faults.accept("a service is left out: " + e.getMessage());
      }
    }
  }

  @Override
  public void serviceRemoved(ServiceEvent event) {
    services.removed(event.getName());
    changed();
  }

  private synchronized void changed() {
    if (!gathers && !isClosed) {
      gathers = true;
      vertx.setTimer(GATHERING_MILLIS, any -> tell());
    }
  }

  private synchronized void tell() {
    gathers = false;
    if (told != null && !isClosed) {
      told.accept(services.members());
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    network.close();
  }
}
