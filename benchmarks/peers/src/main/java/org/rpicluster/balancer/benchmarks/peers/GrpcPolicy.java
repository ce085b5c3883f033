package org.rpicluster.balancer.benchmarks.peers;

import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.ResolvedAddresses;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Members;

/** One of gRPC's own policies by its name, with every member connected, but without a channel. */
final class GrpcPolicy {

  private static final Call CALL = new Call(CallOptions.DEFAULT, new Metadata(), method());

  private final Members members;
  private final SubchannelPicker picker;

  GrpcPolicy(String name, Members members) {
    this.members = members;
    LoadBalancerProvider provider =
        Objects.requireNonNull(LoadBalancerRegistry.getDefaultRegistry().getProvider(name), name);
    GrpcChannel channel = new GrpcChannel();
    LoadBalancer balancer = provider.newLoadBalancer(channel);
    ResolvedAddresses addresses =
        ResolvedAddresses.newBuilder()
            .setAddresses(addresses(members))
            .setLoadBalancingPolicyConfig(
                provider.parseLoadBalancingPolicyConfig(Map.of()).getConfig())
            .build();
    channel.getSynchronizationContext().execute(() -> balancer.acceptResolvedAddresses(addresses));
    picker = channel.pickerOnce(ConnectivityState.READY);
  }

  private static List<EquivalentAddressGroup> addresses(Members members) {
    return IntStream.range(0, members.count())
        .mapToObj(i -> InetSocketAddress.createUnresolved(Members.HOST, members.port(i)))
        .map(EquivalentAddressGroup::new)
        .toList();
  }

  PickResult pick() {
    return picker.pickSubchannel(CALL);
  }

  int indexOf(PickResult picked) {
    EquivalentAddressGroup group = picked.getSubchannel().getAllAddresses().get(0);
    return members.withPort(((InetSocketAddress) group.getAddresses().get(0)).getPort());
  }

  private static MethodDescriptor<String, String> method() {
    return MethodDescriptor.newBuilder(new Text(), new Text())
        .setType(MethodType.UNARY)
        .setFullMethodName("service/method")
        .build();
  }

  private static final class Call extends PickSubchannelArgs {

    private final CallOptions options;
    private final Metadata headers;
    private final MethodDescriptor<?, ?> method;

    Call(CallOptions options, Metadata headers, MethodDescriptor<?, ?> method) {
      this.options = options;
      this.headers = headers;
      this.method = method;
    }

    @Override
    public CallOptions getCallOptions() {
      return options;
    }

    @Override
    public Metadata getHeaders() {
      return headers;
    }

    @Override
    public MethodDescriptor<?, ?> getMethodDescriptor() {
      return method;
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {

    @Override
    public InputStream stream(String text) {
      return InputStream.nullInputStream();
    }

    @Override
    public String parse(InputStream stream) {
      return "";
    }
  }
}
