import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints the table of results, each row as soon as it was measured. */
final class Report {

  private static final String LAYOUT = "%-42s  %10s  %-34s  %10s  %5s  %-11s  %s%n";

  /** Prints the machine, on which all figures depend. */
  void begin() throws IOException {
    print(
        "%s, %d cores, %s %s, Java %s%n%n",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
    print(LAYOUT, "what", "measured", "yardstick", "measured", "ratio", "goal", "met");
  }

  /** A time beside a yardstick's, with the largest ratio allowed. */
  void within(double most, String what, String yardstick, Comparison times) {
    row(what, times, yardstick, times.ratio(), "at most " + most, times.ratio() <= most);
  }

  /** A speed beside a yardstick's, with the smallest ratio wanted. */
  void asFast(double least, String what, String yardstick, Comparison times) {
    row(what, times, yardstick, times.speed(), "at least " + least, times.speed() >= least);
  }

  /** A time with a limit in seconds. */
  void under(double most, String what, String yardstick, Comparison times) {
    row(what, times, yardstick, times.ratio(), "under " + seconds(most), times.subject() < most);
  }

  /** A count or size by itself. */
  void figure(String what, String figure, String goal, boolean met) {
    print(LAYOUT, what, figure, "", "", "", goal, met ? "yes" : "no");
  }

  private static void row(
      String what, Comparison times, String yardstick, double ratio, String goal, boolean met) {
    String shown = String.format(Locale.ROOT, "%.2f", ratio);
    print(
        LAYOUT,
        what,
        seconds(times.subject()),
        yardstick,
        seconds(times.yardstick()),
        shown,
        goal,
        met ? "yes" : "no");
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
