package org.rpicluster.balancer.vertx.kit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.tls.Identity;

/** Issues certificates, for the length of a test. */
public final class Authority {

  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final int SEQUENCE = 0x30;
  private static final int DNS_NAME = 0x82;

  private final X509Bundle root;

  /** One that no client knows yet. */
  public Authority() throws Exception {
    root =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=test authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
  }

  /** A certificate for a name or an address. */
  public X509Bundle issue(String name) throws Exception {
    return valid(name).buildIssuedBy(root);
  }

  /** One that was good until an hour ago. */
  public X509Bundle issueExpired(String name) throws Exception {
    Instant now = Instant.now();
    return valid(name)
        .notBefore(now.minus(2, ChronoUnit.DAYS))
        .notAfter(now.minus(1, ChronoUnit.HOURS))
        .buildIssuedBy(root);
  }

  /** One that stands for itself. */
  public static X509Bundle selfSigned(String name) throws Exception {
    return valid(name).setIsCertificateAuthority(true).buildSelfSigned();
  }

  private static CertificateBuilder valid(String name) {
    CertificateBuilder builder =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + name)
            .addExtendedKeyUsageServerAuth()
            .addExtendedKeyUsageClientAuth();
    boolean literal = name.matches("[0-9.]+|.*:.*");
    return literal
        ? builder.addSanIpAddress(name)
        : builder.addExtensionOctetString(ALTERNATIVE_NAMES, false, derOf(name));
  }

  /** Of a name as it is: the builder takes no odd ones. RFC 5280 §4.2.1.6. */
  private static byte[] derOf(String name) {
    return der(SEQUENCE, der(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (content.length > 0xFF) {
      der.write(0x82);
      der.write(content.length >> 8);
    } else if (content.length > 0x7F) {
      der.write(0x81);
    }
    der.write(content.length);
    der.writeBytes(content);
    return der.toByteArray();
  }

  /** Its own certificate, by which those that it issued are known. */
  public X509Certificate certificate() {
    return root.getCertificate();
  }

  /** Settings that trust it and no other. */
  public MemberTls trusted() {
    return new MemberTls(true, "", List.of(certificate()), Optional.empty());
  }

  /** A certificate that it has issued, as a client shows it. */
  public static Identity identity(X509Bundle bundle) {
    return new Identity(List.of(bundle.getCertificatePath()), bundle.getKeyPair().getPrivate());
  }

  /** A socket for a member that shows this certificate. */
  public SSLServerSocket socket(X509Bundle shown) throws Exception {
    return socket(shown, InetAddress.getLoopbackAddress());
  }

  /** The same at another address of this machine. */
  public SSLServerSocket socket(X509Bundle shown, InetAddress here) throws Exception {
    return (SSLServerSocket)
        context(shown).getServerSocketFactory().createServerSocket(0, 50, here);
  }

  /** The same; the sockets below the encryption are added to {@code below}, to be cut. */
  public ServerSocket layered(X509Bundle shown, Queue<Socket> below) throws Exception {
    SSLSocketFactory factory = context(shown).getSocketFactory();
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
      @Override
      public Socket accept() throws IOException {
        Socket bare = super.accept();
        below.add(bare);
        SSLSocket layer = (SSLSocket) factory.createSocket(bare, null, bare.getPort(), true);
        layer.setUseClientMode(false);
        return layer;
      }
    };
  }

  /** What shows this certificate. */
  public SSLContext context(X509Bundle shown) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(shown), root.toTrustManagerFactory().getTrustManagers(), null);
    return context;
  }

  /** In a store of the older kind: to hide a key in the other takes a tenth of a second. */
  private static KeyManager[] keys(X509Bundle shown) throws Exception {
    char[] password = {};
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setKeyEntry(
        "shown", shown.getKeyPair().getPrivate(), password, shown.getCertificatePath());
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, password);
    return factory.getKeyManagers();
  }
}
