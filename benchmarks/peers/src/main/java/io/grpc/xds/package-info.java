/** Opens gRPC's weighted scheduler, which only its own package may call. */
@NullMarked
package io.grpc.xds;

import org.jspecify.annotations.NullMarked;
