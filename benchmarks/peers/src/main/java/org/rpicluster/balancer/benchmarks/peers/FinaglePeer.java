package org.rpicluster.balancer.benchmarks.peers;

import com.twitter.finagle.Address;
import com.twitter.finagle.ClientConnection;
import com.twitter.finagle.NoBrokersAvailableException;
import com.twitter.finagle.Service;
import com.twitter.finagle.ServiceFactory;
import com.twitter.finagle.Stack;
import com.twitter.finagle.Status;
import com.twitter.finagle.loadbalancer.Balancers;
import com.twitter.finagle.loadbalancer.EndpointFactory;
import com.twitter.finagle.loadbalancer.LoadBalancerFactory;
import com.twitter.util.Activity;
import com.twitter.util.Await;
import com.twitter.util.Future;
import com.twitter.util.Time;
import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.pick.PickContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Finagle's heap, two choices and peak EWMA. Finagle makes choice, connection and accounting one
 * call, so a pick of it always counts as begun; the endpoints are connected at once.
 */
public final class FinaglePeer implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(
        contender("finagle/heap", Promise.LEAST_REQUESTS),
        contender("finagle/p2c", Promise.TWO_CHOICES),
        contender("finagle/p2c-peak-ewma", Promise.LATENCY));
  }

  private static Contender contender(String name, Promise promise) {
    return Contender.unweighted(name, promise, members -> new Cluster(members, factory(promise)));
  }

  private static LoadBalancerFactory factory(Promise promise) {
    return switch (promise) {
      case LEAST_REQUESTS -> Balancers.heap(Balancers.heap$default$1());
      case TWO_CHOICES -> Balancers.p2c(Balancers.p2c$default$1());
      default ->
          Balancers.p2cPeakEwma(
              Balancers.p2cPeakEwma$default$1(), Balancers.p2cPeakEwma$default$2());
    };
  }

  private static final class Cluster
      implements Selection<Service<Object, Integer>, Service<Object, Integer>> {

    private final ServiceFactory<Object, Integer> balancer;

    Cluster(Members members, LoadBalancerFactory factory) {
      List<EndpointFactory<Object, Integer>> endpoints =
          IntStream.range(0, members.count())
              .<EndpointFactory<Object, Integer>>mapToObj(i -> new Endpoint(i, members.port(i)))
              .toList();
      balancer =
          factory.newBalancer(
              Activity.value(CollectionConverters.asScala(endpoints).toIndexedSeq()),
              new NoBrokersAvailableException("benchmark"),
              Stack.Params$.MODULE$.empty());
    }

    @Override
    public Service<Object, Integer> pick(PickContext context) {
      return result(balancer.apply());
    }

    @Override
    public Service<Object, Integer> begin(Service<Object, Integer> picked, PickContext context) {
      return picked;
    }

    @Override
    public void complete(Service<Object, Integer> held) {
      held.close();
    }

    @Override
    public int memberOf(Service<Object, Integer> picked) {
      return result(picked.apply("who are you?"));
    }

    private static <T> T result(Future<T> future) {
      try {
        return Await.result(future);
      } catch (Exception e) {
        throw new IllegalStateException("an endpoint that is connected at once was not", e);
      }
    }
  }

  private static final class Endpoint extends ServiceFactory<Object, Integer>
      implements EndpointFactory<Object, Integer> {

    private final int port;
    private final Future<Service<Object, Integer>> connected;

    Endpoint(int index, int port) {
      this.port = port;
      connected = Future.value(new Answering(Future.value(index)));
    }

    @Override
    public Future<Service<Object, Integer>> apply(ClientConnection connection) {
      return connected;
    }

    @Override
    public Future<BoxedUnit> close(Time deadline) {
      return Future.Done();
    }

    @Override
    public Status status() {
      return Status.Open$.MODULE$;
    }

    @Override
    public Address address() {
      return Address.apply(port);
    }

    @Override
    public void remake() {}
  }

  private static final class Answering extends Service<Object, Integer> {

    private final Future<Integer> index;

    Answering(Future<Integer> index) {
      this.index = index;
    }

    @Override
    public Future<Integer> apply(Object asked) {
      return index;
    }
  }
}
