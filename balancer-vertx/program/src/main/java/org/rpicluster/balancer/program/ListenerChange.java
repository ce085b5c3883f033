package org.rpicluster.balancer.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * A change of listeners that has been prepared and not yet made: every address is had, every
 * certificate read, so that nothing can go wrong any more; or it is given up, and all is as it was.
 * For one thread, once.
 */
final class ListenerChange {

  private final Listeners listeners;
  private final ClientLimits limits;
  private final ListDifference<OpenListener, ListenerSettings> difference;
  private final Map<ListenerSettings, ListenerTls> fresh = new IdentityHashMap<>();
  private final List<OpenListener> freed = new ArrayList<>();
  private final List<OpenListener> had = new ArrayList<>();

  /**
   * Prepares it.
   *
   * @throws Fault if an address or a certificate cannot be had; then nothing has changed
   */
  ListenerChange(
      Listeners listeners,
      List<OpenListener> open,
      List<ListenerSettings> wanted,
      ClientLimits limits) {
    this.listeners = listeners;
    this.limits = limits;
    difference =
        ListDifference.of(
            open, listener -> listener.settings().address(), wanted, ListenerSettings::address);
    try {
      prepare();
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
  }

  private void prepare() {
    for (ListDifference.Pair<OpenListener, ListenerSettings> pair : difference.kept()) {
      if (pair.before().tls().isEmpty()) {
        Listeners.tls(pair.after()).ifPresent(tls -> fresh.put(pair.after(), tls));
      }
    }
    for (ListenerSettings added : difference.added()) {
      freeFor(added.address());
      had.add(listeners.bind(added, limits));
    }
  }

  /** One that goes may stand in the way: 0.0.0.0:80 in that of 192.168.1.1:80. */
  private void freeFor(ListenAddress address) {
    for (OpenListener gone : difference.gone()) {
      if (address.port() != 0 && gone.settings().address().port() == address.port()) {
        gone.socket.free();
        freed.add(gone);
      }
    }
  }

  /** Gives up: what was had is let go, and what was let go is had again. */
  void abandon() {
    had.forEach(each -> each.socket.free());
    freed.forEach(listeners::bindAgain);
  }

  /**
   * Makes it.
   *
   * @param leaving how long clients of listeners that are gone, which keep their connections, may
   *     ask once more
   * @return those that are open now
   */
  List<OpenListener> make(Duration leaving) {
    List<OpenListener> open = new ArrayList<>();
    for (ListDifference.Pair<OpenListener, ListenerSettings> pair : difference.kept()) {
      Optional<ListenerTls> before = pair.before().tls();
      Optional<ListenerTls> read = Optional.ofNullable(fresh.get(pair.after()));
      pair.before().change(pair.after(), limits, read);
      listeners.watch(before, pair.before().tls());
      open.add(pair.before());
    }
    for (OpenListener each : had) {
      listeners.watch(Optional.empty(), each.tls());
      each.socket.accept();
      open.add(each);
    }
    for (OpenListener gone : difference.gone()) {
      listeners.watch(gone.tls(), Optional.empty());
      listeners.retire(gone, leaving);
    }
    return open;
  }
}
