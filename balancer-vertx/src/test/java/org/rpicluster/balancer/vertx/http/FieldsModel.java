package org.rpicluster.balancer.vertx.http;

import java.util.List;

/** What may happen to fields: the same on two kinds of them, which are compared then. Stateless. */
final class FieldsModel {

  private FieldsModel() {}

  /** One change of one name; most add a value. */
  static void change(Fields fields, int change, String name, String value) {
    switch (change) {
      case 0 -> fields.remove(name);
      case 1 -> fields.set(name, value);
      case 2 -> fields.set(name, List.of(value, value + "b"));
      case 3 -> fields.clear();
      default -> fields.add(name, value);
    }
  }
}
