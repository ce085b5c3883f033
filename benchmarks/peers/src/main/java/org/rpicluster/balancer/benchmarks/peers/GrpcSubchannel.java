package org.rpicluster.balancer.benchmarks.peers;

import io.grpc.Attributes;
import io.grpc.Channel;
import io.grpc.ChannelLogger;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.SynchronizationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to one member that succeeds as soon as it is asked for. */
final class GrpcSubchannel extends Subchannel {

  private final List<EquivalentAddressGroup> addresses;
  private final Attributes attributes;
  private final SynchronizationContext context;
  private @Nullable SubchannelStateListener listener;

  GrpcSubchannel(CreateSubchannelArgs args, SynchronizationContext context) {
    addresses = args.getAddresses();
    attributes = args.getAttributes();
    this.context = context;
  }

  @Override
  public void start(SubchannelStateListener listener) {
    this.listener = listener;
    tell(ConnectivityState.IDLE);
  }

  @Override
  public void requestConnection() {
    context.execute(
        () -> {
          tell(ConnectivityState.CONNECTING);
          tell(ConnectivityState.READY);
        });
  }

  private void tell(ConnectivityState state) {
    if (listener != null) {
      listener.onSubchannelState(ConnectivityStateInfo.forNonError(state));
    }
  }

  @Override
  public void shutdown() {}

  @Override
  public List<EquivalentAddressGroup> getAllAddresses() {
    return addresses;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public void updateAddresses(List<EquivalentAddressGroup> addresses) {}

  @Override
  public Object getInternalSubchannel() {
    return this;
  }

  @Override
  public Channel asChannel() {
    throw new UnsupportedOperationException("there is no network here");
  }

  @Override
  public ChannelLogger getChannelLogger() {
    return GrpcChannel.Silence.LOGGER;
  }
}
