package org.rpicluster.balancer.benchmarks.forward;

import io.netty.buffer.ByteBuf;

/** Reads a message, and writes its head again. One thread. */
interface Forwarder {

  void request(ByteBuf in, ByteBuf out);

  void answer(ByteBuf in, ByteBuf out);
}
