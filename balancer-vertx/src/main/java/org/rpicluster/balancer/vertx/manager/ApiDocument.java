package org.rpicluster.balancer.vertx.manager;

/**
 * The API in the words of OpenAPI: every path, method, field and status. A file beside this class,
 * read once; tests hold it and the server against each other. Immutable. OpenAPI 3.1.
 *
 * @param text as it is sent
 */
record ApiDocument(String text) {

  private static final String FILE = Asset.text("openapi.json");

  /** Where the file has the path of the manager. */
  private static final String PLACE = "\"url\": \"/balancer-manager\"";

  /** Of a manager at a path, which has no slash at its end. */
  static ApiDocument at(String base) {
    String url = base.isEmpty() ? "/" : base;
    return new ApiDocument(FILE.replace(PLACE, "\"url\": \"" + url + "\""));
  }

  void send(ManagerCall call) {
    Answers.send(call.exchange(), "application/json", text);
  }
}
