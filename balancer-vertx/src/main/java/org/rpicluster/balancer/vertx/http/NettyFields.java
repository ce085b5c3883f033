package org.rpicluster.balancer.vertx.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The view of fields that Netty holds. Costs its own object and no copy. On the event loop of the
 * connection that the fields belong to.
 */
public final class NettyFields implements Fields {

  private final HttpHeaders fields;

  private NettyFields(HttpHeaders fields) {
    this.fields = fields;
  }

  /** The view of these fields. */
  public static NettyFields over(HttpHeaders fields) {
    return new NettyFields(fields);
  }

  /** No fields yet; what is added is not validated, as it was read by a parser that validates. */
  public static NettyFields none() {
    return over(DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders());
  }

  /** The fields as Netty's encoders want them: copied only if Netty does not hold them. */
  public static HttpHeaders of(Fields fields) {
    if (fields instanceof NettyFields view) {
      return view.fields;
    }
    NettyFields copy = none();
    fields.forEach(field -> copy.add(field.getKey(), field.getValue()));
    return copy.fields;
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public void forEachLine(BiConsumer<CharSequence, CharSequence> to) {
    fields
        .iteratorCharSequence()
        .forEachRemaining(line -> to.accept(line.getKey(), line.getValue()));
  }

  @Override
  public @Nullable String get(CharSequence name) {
    return fields.get(name);
  }

  @Override
  public boolean contains(CharSequence name) {
    return fields.contains(name);
  }

  @Override
  public List<String> getAll(CharSequence name) {
    return fields.getAll(name);
  }

  @Override
  public Set<String> names() {
    return fields.names();
  }

  @Override
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  @Override
  public void add(CharSequence name, CharSequence value) {
    fields.add(name, value);
  }

  @Override
  public void set(CharSequence name, CharSequence value) {
    fields.set(name, value);
  }

  @Override
  public void set(CharSequence name, Iterable<? extends CharSequence> values) {
    fields.set(name, values);
  }

  @Override
  public void remove(CharSequence name) {
    fields.remove(name);
  }

  @Override
  public void clear() {
    fields.clear();
  }

  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    return fields.iteratorAsString();
  }
}
