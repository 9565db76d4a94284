package dev.tensors.tsr.modelfile.identify.matching;

import dev.tensors.tsr.text.SaturatingMath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All tensors of a file whose names differ only in their indices, such as {@code
 * double_blocks.#.img_attn.qkv.weight}: how many there are, up to which index, and how long they
 * are along each axis. Two forms are equal if all this is equal; their names are compared
 * elsewhere.
 */
public final class Form {

  private static final Lengths NONE = new Lengths();

  private final NameTraits traits;
  private Lengths[] lengths = {};
  private long count;
  private long elements;
  private long[] highest = {};

  /** Bit n is set if a tensor has n axes. */
  private int axes;

  public Form(NameTraits traits) {
    this.traits = traits;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Form form
        && count == form.count
        && elements == form.elements
        && axes == form.axes
        && Arrays.equals(highest, form.highest)
        && Arrays.equals(lengths, form.lengths);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * count + elements);
  }

  /** What the form's name says about its tensors. */
  public NameTraits traits() {
    return traits;
  }

  public void add(long[] indices, int indexCount, long[] shape, long elements) {
    if (count == 0) {
      highest = Arrays.copyOf(indices, indexCount);
    }
    for (int i = 0; i < highest.length; i++) {
      highest[i] = Math.max(highest[i], indices[i]);
    }
    count++;
    this.elements = SaturatingMath.sum(this.elements, elements);
    axes |= 1 << Math.min(shape.length, 31);
    for (int axis = 0; axis < shape.length; axis++) {
      along(axis).add(shape[axis]);
    }
  }

  /** Counts another form's tensors and indices, but none of its lengths. */
  public void addTensors(Form other) {
    count += other.count;
    if (highest.length == 0) {
      highest = other.highest.clone();
    }
    for (int i = 0; i < Math.min(highest.length, other.highest.length); i++) {
      highest[i] = Math.max(highest[i], other.highest[i]);
    }
  }

  /** The same tensors, whose names lack the first indices. */
  Form withoutIndices(int indices) {
    Form form = new Form(traits);
    form.lengths = lengths;
    form.count = count;
    form.elements = elements;
    form.axes = axes;
    form.highest = Arrays.copyOfRange(highest, Math.min(indices, highest.length), highest.length);
    return form;
  }

  /** Adds another form's lengths along an axis, counted from 0, to its own along that axis. */
  public void addLengths(Form other, int axis) {
    along(axis).addAll(other.lengths(axis));
  }

  /** Adds a length along an axis, counted from 0. */
  void addLength(int axis, long length) {
    along(axis).add(length);
  }

  private Lengths along(int axis) {
    if (axis >= lengths.length) {
      int before = lengths.length;
      lengths = Arrays.copyOf(lengths, axis + 1);
      for (int i = before; i <= axis; i++) {
        lengths[i] = new Lengths();
      }
    }
    return lengths[axis];
  }

  public long count() {
    return count;
  }

  /** The number of elements of all its tensors together. */
  public long elements() {
    return elements;
  }

  /** The highest value of an index, counted from 0; -1 if the name has fewer indices. */
  long highest(int index) {
    return index < highest.length ? highest[index] : -1;
  }

  /** Its lengths along an axis, counted from 0. */
  public Lengths lengths(int axis) {
    return axis < lengths.length ? lengths[axis] : NONE;
  }

  /** Whether a tensor has this many axes. */
  public boolean hasAxes(int number) {
    return (axes >> number & 1) == 1;
  }
}
