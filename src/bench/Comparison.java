import java.util.Arrays;

/**
 * The median times of a subject and a yardstick, run in turn, so that both see the same load.
 *
 * @param subject seconds
 * @param yardstick seconds
 * @param ratio the median of the ratios subject to yardstick, pair by pair
 */
record Comparison(double subject, double yardstick, double ratio) {

  /** A timed task. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /**
   * Times pairs, after one uncounted pair.
   *
   * @param before runs before each pair, untimed
   */
  static Comparison of(int pairs, Action before, Action subject, Action yardstick)
      throws Exception {
    double[] subjects = new double[pairs];
    double[] yardsticks = new double[pairs];
    double[] ratios = new double[pairs];
    for (int i = -1; i < pairs; i++) {
      before.run();
      double one = seconds(subject);
      double other = seconds(yardstick);
      if (i >= 0) {
        subjects[i] = one;
        yardsticks[i] = other;
        ratios[i] = one / other;
      }
    }
    return new Comparison(median(subjects), median(yardsticks), median(ratios));
  }

  /** The speed of the subject as a multiple of the yardstick's. */
  double speed() {
    return 1 / ratio;
  }

  private static double seconds(Action action) throws Exception {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
