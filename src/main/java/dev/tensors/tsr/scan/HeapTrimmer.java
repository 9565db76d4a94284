package dev.tensors.tsr.scan;

/**
 * Keeps the heap about as small as what is in use. Left alone, the serial collector fills a quarter
 * of the machine's memory with what has outlived a few collections, before it looks there.
 */
final class HeapTrimmer {

  private static final long ENOUGH = 40 << 20;

  private long most = ENOUGH;

  /** Has the whole heap cleaned if it has grown much; that takes some 10 ms. */
  void tidy() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() > most) {
      System.gc();
      most = Math.max(ENOUGH, 2 * runtime.totalMemory());
    }
  }
}
