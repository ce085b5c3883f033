/** The proxy on Vert.x: a handler to mount in any server. */
module org.rpicluster.balancer.vertx {
  requires transitive io.vertx.core;
  requires transitive org.rpicluster.balancer.core;
  requires static org.jspecify;
  requires org.rpicluster.balancer.strategies;
  requires com.fasterxml.jackson.core;
  requires com.google.common;
  requires transitive io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.haproxy;
  requires transitive io.netty.codec.http;
  requires io.netty.codec.http2;
  requires transitive io.netty.common;
  requires io.netty.handler;
  requires transitive io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires static transitive io.vertx.web;
  requires io.vertx.web.client;
  requires io.vertx.web.common;
  requires java.net.http;
  requires org.slf4j;
  requires java.management;
  requires jdk.management;
  requires re2j;

  exports org.rpicluster.balancer.vertx;
  exports org.rpicluster.balancer.vertx.accesslog;
  exports org.rpicluster.balancer.vertx.connect;
  exports org.rpicluster.balancer.vertx.downstream;
  exports org.rpicluster.balancer.vertx.edit;
  exports org.rpicluster.balancer.vertx.forwarded;
  exports org.rpicluster.balancer.vertx.header;
  exports org.rpicluster.balancer.vertx.http;
  exports org.rpicluster.balancer.vertx.http.codec;
  exports org.rpicluster.balancer.vertx.local;
  exports org.rpicluster.balancer.vertx.manager;
  exports org.rpicluster.balancer.vertx.memory;
  exports org.rpicluster.balancer.vertx.probe;
  exports org.rpicluster.balancer.vertx.proxy;
  exports org.rpicluster.balancer.vertx.rewrite;
  exports org.rpicluster.balancer.vertx.routing;
  exports org.rpicluster.balancer.vertx.settings;
  exports org.rpicluster.balancer.vertx.tls;
  exports org.rpicluster.balancer.vertx.tunnel;
  exports org.rpicluster.balancer.vertx.upstream;
  exports org.rpicluster.balancer.vertx.vertxclient;
}
