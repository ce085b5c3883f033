package org.rpicluster.balancer.program;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The operating system's signals. The only interface that Java has for them is {@code
 * sun.misc.Signal} of module {@code jdk.unsupported}: the compiler warns of its use, and a trimmed
 * run-time image may lack it. So it is reached by reflection, here and nowhere else.
 */
public final class Signals {

  private Signals() {}

  /**
   * Runs {@code action}, on a thread of the JVM's own, each time a signal comes.
   *
   * @param name without SIG, such as {@code HUP}
   * @return whether the signal will be delivered: not if this JVM cannot, or was started with
   *     {@code -Xrs}, or by a parent that had the signal ignored, as {@code nohup} does with HUP
   */
  public static boolean on(String name, Runnable action) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object signal = signalClass.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlerClass},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                  return null;
                }
                return ofObject(proxy, method.getName(), arguments);
              });
      Object before =
          signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
      return before != handlerClass.getField("SIG_IGN").get(null);
    } catch (InvocationTargetException e) {
      return false; // The JVM keeps this signal to itself.
    } catch (ReflectiveOperationException e) {
      return false; // There are no signals in this run-time image.
    }
  }

  private static Object ofObject(Object proxy, String method, Object[] arguments) {
    return switch (method) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "signal handler";
    };
  }
}
