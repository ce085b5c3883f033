import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * `check` on one file after the other, in one process: each line of standard input is a file, and
 * each of standard output the exit status, the microseconds that it took, and all that was said, in
 * Base64. It is the command line that is called, as the program calls it, but for the end of the
 * process. Run it as a source file, with the program's jar as the class path.
 */
final class Checks {

  private Checks() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream shown = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(shown);
    System.setErr(shown);
    Method execute =
        Class.forName("org.rpicluster.balancer.program.cli.Main")
            .getDeclaredMethod("execute", String[].class);
    execute.setAccessible(true);
    BufferedReader files =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String file = files.readLine(); file != null; file = files.readLine()) {
      said.reset();
      long began = System.nanoTime();
      Object status = execute.invoke(null, (Object) new String[] {"check", file});
      long micros = (System.nanoTime() - began) / 1000;
      shown.flush();
      answers.println(
          status + " " + micros + " " + Base64.getEncoder().encodeToString(said.toByteArray()));
      answers.flush();
    }
  }
}
