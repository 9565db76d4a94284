package dev.tensors.tsr.modelfile;

/** The tensors met so far: of two million, a header's most, only what the last checks need. */
final class Tensors {

  private final LongList names = new LongList();
  private final LongList begins = new LongList();
  private final LongList ends = new LongList();
  private final LongList empties = new LongList();

  /** Adds a tensor from {@code begin} to {@code end}, in bytes from the end of the header. */
  void add(String name, long begin, long end) {
    names.add(hash(name));
    if (begin == end) {
      empties.add(begin);
    } else {
      begins.add(begin);
      ends.add(end);
    }
  }

  long count() {
    return names.size();
  }

  /**
   * Refuses tensors of one name, and those that do not lie end to end; ends the adding.
   *
   * @return where the last tensor ends, in bytes from the end of the header; 0 without tensors
   */
  long checkedEnd() throws Refusal {
    names.sort();
    if (names.hasTwins()) {
      throw new Refusal("two tensors have the same name");
    }
    begins.sort();
    ends.sort();
    long end = 0;
    // Tensors that lie end to end begin where others end, and, unless they are empty, those that
    // begin where others end lie end to end. So each list is sorted by itself: no pairs are needed.
    for (int i = 0; i < begins.size(); i++) {
      checkJoint(end, begins.get(i));
      end = ends.get(i);
    }
    for (int i = 0; i < empties.size(); i++) {
      long at = empties.get(i);
      if (at > end) {
        checkJoint(end, at);
      } else if (at < end && !begins.contains(at)) {
        throw new Refusal("two tensors overlap at byte " + at + " of the tensor data");
      }
    }
    return end;
  }

  private static void checkJoint(long end, long begin) throws Refusal {
    if (begin < end) {
      throw new Refusal("two tensors overlap at byte " + begin + " of the tensor data");
    }
    if (begin > end) {
      throw new Refusal(
          "a hole between the tensors, from byte %s to byte %s of the tensor data"
              .formatted(end, begin));
    }
  }

  /** FNV-1a: with 64 bits, two of a million different names meet in one of 40 million files. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
