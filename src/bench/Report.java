import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints the results as a table in Markdown, as README has it, each row as soon as it was measured.
 */
final class Report {

  private static final String LAYOUT = "| %-44s | %9s | %-25s | %8s | %5s | %6s | %s |%n";

  /** Prints the machine, on which all figures depend. */
  void begin() throws IOException {
    print(
        "%s, %d cores, %s %s, Java %s%n%n",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
    print(LAYOUT, "what", "measured", "beside", "measured", "ratio", "by CPU", "goal");
    print("|---|---|---|---|---|---|---|%n");
  }

  /**
   * A time beside a yardstick's, with the largest ratio allowed, by processor time.
   *
   * @param why what takes that long
   */
  void within(double most, String why, String what, String yardstick, Comparison times) {
    boolean met = times.cpuRatio() <= most;
    String goal = goal("at most " + number(most) + " by CPU", met) + " (" + why + ")";
    row(what, times, yardstick, times.ratio(), times.cpuRatio(), goal);
  }

  /** A speed beside a yardstick's, with the smallest ratio wanted. */
  void asFast(double least, String what, String yardstick, Comparison times) {
    double speed = 1 / times.ratio();
    String goal = goal("at least " + number(least), speed >= least);
    row(what, times, yardstick, speed, 1 / times.cpuRatio(), goal);
  }

  /** A time with a limit in seconds. */
  void under(double most, String what, String yardstick, Comparison times) {
    String goal = goal("under " + number(most) + " s", times.subject() < most);
    row(what, times, yardstick, times.ratio(), times.cpuRatio(), goal);
  }

  /** A count or size by itself. */
  void figure(String what, String figure, String goal, boolean met) {
    print(LAYOUT, what, figure, "", "", "", "", goal(goal, met));
  }

  private static String goal(String goal, boolean met) {
    return met ? goal : goal + ": missed";
  }

  private static void row(
      String what, Comparison times, String yardstick, double ratio, double cpuRatio, String goal) {
    print(
        LAYOUT,
        what,
        seconds(times.subject()),
        yardstick,
        seconds(times.yardstick()),
        decimals(ratio),
        decimals(cpuRatio),
        goal);
  }

  private static String decimals(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String number(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f s", seconds);
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
