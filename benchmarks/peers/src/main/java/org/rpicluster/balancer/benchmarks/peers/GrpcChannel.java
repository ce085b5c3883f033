package org.rpicluster.balancer.benchmarks.peers;

import io.grpc.ChannelLogger;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Helper;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.ManagedChannel;
import io.grpc.MetricRecorder;
import io.grpc.SynchronizationContext;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The part of a channel that a policy needs: it makes subchannels and takes the picker. */
final class GrpcChannel extends Helper {

  private final SynchronizationContext context =
      new SynchronizationContext(
          (thread, failure) -> {
            throw new IllegalStateException("the policy failed", failure);
          });
  // Its thread begins with the first task, and no policy here sets one.
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private @Nullable ConnectivityState state;
  private @Nullable SubchannelPicker picker;

  /** The picker, which the policy must have given together with this state. */
  SubchannelPicker pickerOnce(ConnectivityState expected) {
    if (picker == null || state != expected) {
      throw new IllegalStateException("state: " + state + " (expected: " + expected + ")");
    }
    return picker;
  }

  @Override
  public Subchannel createSubchannel(CreateSubchannelArgs args) {
    return new GrpcSubchannel(args, context);
  }

  @Override
  public void updateBalancingState(ConnectivityState next, SubchannelPicker nextPicker) {
    state = next;
    picker = nextPicker;
  }

  @Override
  public SynchronizationContext getSynchronizationContext() {
    return context;
  }

  @Override
  public ScheduledExecutorService getScheduledExecutorService() {
    return executor;
  }

  @Override
  public ManagedChannel createOobChannel(EquivalentAddressGroup addresses, String authority) {
    throw new UnsupportedOperationException("there is no network here");
  }

  @Override
  public void refreshNameResolution() {}

  @Override
  public ChannelLogger getChannelLogger() {
    return Silence.LOGGER;
  }

  @Override
  public String getAuthority() {
    return "benchmark";
  }

  @Override
  public String getChannelTarget() {
    return "benchmark";
  }

  @Override
  public MetricRecorder getMetricRecorder() {
    return new MetricRecorder() {};
  }

  /** Logs nothing. */
  static final class Silence extends ChannelLogger {

    static final ChannelLogger LOGGER = new Silence();

    @Override
    public void log(ChannelLogLevel level, String message) {}

    @Override
    public void log(ChannelLogLevel level, String format, @Nullable Object... values) {}
  }
}
