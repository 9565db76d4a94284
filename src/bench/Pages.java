import java.io.IOException;
import java.nio.file.Path;

/** Measures the page of the catalogue in a browser, as its reader meets it. */
final class Pages {

  /** So often, the fastest counts: another program may have had the processor meanwhile. */
  private static final int TIMES = 5;

  /** In milliseconds. */
  private static final int FIRST_CARD = 400;

  private static final int LETTER = 50;
  private static final int FRAME = 33;

  private static final int MEGABYTES = 40;

  private static final String SHOWN =
      """
      const wait = () => {
        const [shown] = performance.getEntriesByName('tsr-shown');
        shown === undefined ? setTimeout(wait, 5) : done(shown.startTime);
      };
      wait();
      """;

  /** The slowest letter, until the frame with the cards that it leaves was made. */
  private static final String TYPED =
      """
      const query = document.getElementById('query');
      const letters = [...'style harbour'];
      let slowest = 0;
      const type = () => {
        if (letters.length === 0) {
          done(slowest);
          return;
        }
        const start = performance.now();
        query.value += letters.shift();
        query.dispatchEvent(new Event('input', { bubbles: true }));
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            slowest = Math.max(slowest, performance.now() - start);
            setTimeout(type, 120);
          };
          port2.postMessage(null);
        });
      };
      type();
      """;

  /** The number of late frames while the page scrolls through some hundred cards. */
  private static final String SCROLLED =
      """
      let last = null;
      let late = 0;
      let frames = 0;
      const step = (now) => {
        late += last !== null && now - last > %d + 1 ? 1 : 0;
        last = now;
        scrollTo(0, (frames += 1) * 120);
        frames < 240 ? requestAnimationFrame(step) : done(late);
      };
      requestAnimationFrame(step);
      """
          .formatted(FRAME);

  private static final String HEAP = "done(performance.memory.usedJSHeapSize / 1e6);";

  private final Report report;
  private final Browser browser;

  Pages(Report report, Browser browser) {
    this.report = report;
    this.browser = browser;
  }

  void measure(Path page, String files) throws IOException, InterruptedException {
    String what = "page of " + files + " files: ";
    milliseconds(what + "first card", FIRST_CARD, fastest(page, SHOWN, ""));
    milliseconds(what + "the slowest letter typed", LETTER, fastest(page, SHOWN, TYPED));
    double late = fastest(page, SHOWN, SCROLLED);
    report.figure(what + "frames over " + FRAME + " ms", number(late), "none of 240", late == 0);
    browser.collectGarbage();
    double heap = browser.run(HEAP);
    String goal = "under " + MEGABYTES + " MB";
    report.figure(what + "heap", number(heap) + " MB", goal, heap < MEGABYTES);
  }

  /** Only that it opens, and when. */
  void open(Path page, String files) throws IOException, InterruptedException {
    double shown = fastest(page, SHOWN, "");
    report.figure(
        "page of " + files + " files: first card", number(shown) + " ms", "it opens", true);
  }

  private void milliseconds(String what, int most, double measured) {
    report.figure(what, number(measured) + " ms", "within " + most + " ms", measured <= most);
  }

  private static String number(double number) {
    return String.valueOf(Math.round(number));
  }

  /**
   * The least of several results.
   *
   * @param then the script whose result counts; empty: that of the first
   */
  private double fastest(Path page, String first, String then)
      throws IOException, InterruptedException {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TIMES; i++) {
      browser.open(page);
      double result = browser.run(first);
      least = Math.min(least, then.isEmpty() ? result : browser.run(then));
    }
    return least;
  }
}
