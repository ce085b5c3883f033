package org.rpicluster.balancer.benchmarks.peers;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** Spring Cloud LoadBalancer's default, over a list that does not change. */
public final class SpringPeer implements Peer {

  private static final String SERVICE = "benchmark";

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.unweighted("spring/round-robin", Promise.ROUND_ROBIN, RoundRobin::new));
  }

  private static final class RoundRobin implements Unaccounted<ServiceInstance> {

    private final Members members;
    private final RoundRobinLoadBalancer balancer;

    RoundRobin(Members members) {
      this.members = members;
      List<ServiceInstance> instances =
          IntStream.range(0, members.count()).mapToObj(this::instance).toList();
      DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
      beans.registerSingleton("supplier", new Fixed(instances));
      balancer =
          new RoundRobinLoadBalancer(
              beans.getBeanProvider(ServiceInstanceListSupplier.class), SERVICE, 0);
    }

    private ServiceInstance instance(int index) {
      int port = members.port(index);
      return new DefaultServiceInstance("i" + index, SERVICE, Members.HOST, port, false);
    }

    @Override
    public ServiceInstance pick(PickContext context) {
      return Objects.requireNonNull(balancer.choose().block()).getServer();
    }

    @Override
    public int memberOf(ServiceInstance picked) {
      return members.withPort(picked.getPort());
    }
  }

  private record Fixed(List<ServiceInstance> instances) implements ServiceInstanceListSupplier {

    @Override
    public String getServiceId() {
      return SERVICE;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
      return Flux.just(instances);
    }
  }
}
