package org.rpicluster.balancer.benchmarks.peers;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientStreamTracer.StreamInfo;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.Metadata;
import io.grpc.Status;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.pick.PickContext;

/** Least request counts by a tracer that the result of its pick makes for each stream. */
record GrpcLeastRequest(GrpcPolicy policy) implements Selection<PickResult, ClientStreamTracer> {

  private static final StreamInfo STREAM = StreamInfo.newBuilder().build();
  private static final Metadata HEADERS = new Metadata();

  @Override
  public PickResult pick(PickContext context) {
    return policy.pick();
  }

  @Override
  public ClientStreamTracer begin(PickResult picked, PickContext context) {
    ClientStreamTracer tracer =
        picked.getStreamTracerFactory().newClientStreamTracer(STREAM, HEADERS);
    tracer.streamCreated(Attributes.EMPTY, HEADERS);
    return tracer;
  }

  @Override
  public void complete(ClientStreamTracer held) {
    held.streamClosed(Status.OK);
  }

  @Override
  public int memberOf(PickResult picked) {
    return policy.indexOf(picked);
  }
}
