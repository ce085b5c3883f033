package org.rpicluster.balancer.program.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/**
 * Says anything in multicast DNS on the loopback, for as long as there is. RFC 1035, 4; RFC 6762.
 */
public final class MdnsStranger implements AutoCloseable {

  private static final int PORT = 5353;
  private static final int ANSWER = 0x8400;
  private static final int POINTER = 12;
  private static final int SERVICE = 33;
  private static final int ADDRESS = 1;
  private static final int INTERNET = 1;
  private static final int FOR_EVER = Integer.MAX_VALUE;

  /** So many short records are within a datagram of 1400 bytes. */
  private static final int AT_A_TIME = 12;

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final InetAddress group;
  private final MulticastSocket socket;

  /** Ready to talk. */
  public MdnsStranger() throws IOException {
    group = InetAddress.getByName("224.0.0.251");
    socket = new MulticastSocket();
    socket.setOption(
        StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(loopback));
  }

  /** Says that there is a service of a type such as {@code _http._tcp.local.}. */
  public void service(String type, String name, int port) {
    String instance = name + "." + type;
    String host = name + ".local.";
    send(
        record(type, POINTER, name(instance)),
        record(instance, SERVICE, service(port, host)),
        record(host, ADDRESS, loopback.getAddress()));
  }

  /** Says that there is a service, and not where. */
  public void serviceNowhere(String type, String name) {
    send(record(type, POINTER, name(name + "." + type)));
  }

  /** Says so many things that no other has said, from a number on. */
  public void junk(int first, int count) {
    for (int i = first; i < first + count; i += AT_A_TIME) {
      byte[][] records = new byte[AT_A_TIME][];
      for (int k = 0; k < AT_A_TIME; k++) {
        records[k] =
            record("_junk" + (i + k) + "._tcp.local.", POINTER, name("x." + (i + k) + "."));
      }
      send(records);
    }
  }

  private static byte[] name(String dotted) {
    return bytes(
        out -> {
          for (String label : dotted.split("\\.")) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
          }
          out.writeByte(0);
        });
  }

  private static byte[] service(int port, String host) {
    return bytes(
        out -> {
          out.writeInt(0); // priority and weight
          out.writeShort(port);
          out.write(name(host));
        });
  }

  private static byte[] record(String name, int type, byte[] data) {
    return bytes(
        out -> {
          out.write(name(name));
          out.writeShort(type);
          out.writeShort(INTERNET);
          out.writeInt(FOR_EVER);
          out.writeShort(data.length);
          out.write(data);
        });
  }

  private void send(byte[]... records) {
    byte[] message =
        bytes(
            out -> {
              out.writeShort(0);
              out.writeShort(ANSWER);
              out.writeShort(0);
              out.writeShort(records.length);
              out.writeInt(0);
              for (byte[] each : records) {
                out.write(each);
              }
            });
    try {
      socket.send(new DatagramPacket(message, message.length, group, PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writing.to(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  @Override
  public void close() {
    socket.close();
  }
}
