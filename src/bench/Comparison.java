import java.util.Arrays;

/**
 * What a subject and a yardstick take, run in turn, so that both see the same load.
 *
 * @param subject the median of its times in seconds
 * @param yardstick the median of its times in seconds
 * @param ratio the median of the ratios subject to yardstick, pair by pair
 * @param cpuRatio the same of their processor time, which depends less on the load
 */
record Comparison(double subject, double yardstick, double ratio, double cpuRatio) {

  /** A task that starts processes, and waits for them. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** What an action took, in seconds. */
  private record Cost(double time, double cpu) {

    static Cost of(Action action) throws Exception {
      double cpu = EndedProcesses.cpuSeconds();
      long start = System.nanoTime();
      action.run();
      double time = (System.nanoTime() - start) / 1e9;
      return new Cost(time, EndedProcesses.cpuSeconds() - cpu);
    }
  }

  /**
   * Measures pairs, after one uncounted pair.
   *
   * @param before runs before each pair, untimed
   */
  static Comparison of(int pairs, Action before, Action subject, Action yardstick)
      throws Exception {
    double[] subjects = new double[pairs];
    double[] yardsticks = new double[pairs];
    double[] ratios = new double[pairs];
    double[] cpuRatios = new double[pairs];
    for (int i = -1; i < pairs; i++) {
      before.run();
      Cost one = Cost.of(subject);
      Cost other = Cost.of(yardstick);
      if (i >= 0) {
        subjects[i] = one.time();
        yardsticks[i] = other.time();
        ratios[i] = one.time() / other.time();
        cpuRatios[i] = one.cpu() / other.cpu();
      }
    }
    return new Comparison(median(subjects), median(yardsticks), median(ratios), median(cpuRatios));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
