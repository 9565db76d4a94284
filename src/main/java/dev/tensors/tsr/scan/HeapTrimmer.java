package dev.tensors.tsr.scan;

/**
 * Keeps the heap small. By itself, the serial collector lets the old generation grow to a quarter
 * of the machine's memory before it collects it.
 */
final class HeapTrimmer {

  private static final long SMALLEST = 40 << 20;

  private long limit;

  /** Takes a heap that is large before the work begins as the one to be doubled. */
  HeapTrimmer() {
    long now = Runtime.getRuntime().totalMemory();
    this.limit = now > SMALLEST ? 2 * now : SMALLEST;
  }

  /** Collects the whole heap if it has doubled; that takes some 10 ms. */
  void trim() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() > limit) {
      System.gc();
      limit = Math.max(SMALLEST, 2 * runtime.totalMemory());
    }
  }
}
