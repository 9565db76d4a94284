package dev.tensors.tsr.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All tensors of a file whose names differ only in their indices, such as {@code
 * double_blocks.#.img_attn.qkv.weight}: how many there are, up to which index, and of which shapes.
 */
final class Form {

  /** A form has few shapes in any real model: this many tell all that a rule asks for. */
  private static final int MOST_SHAPES = 16;

  private final List<long[]> shapes = new ArrayList<>(1);
  private long count;
  private long elements;
  private long[] highest = {};

  void add(long[] indices, long[] shape, long elements) {
    if (count == 0) {
      highest = indices.clone();
    } else {
      for (int i = 0; i < highest.length; i++) {
        highest[i] = Math.max(highest[i], indices[i]);
      }
    }
    count++;
    this.elements += elements;
    addShape(shape);
  }

  private void addShape(long[] shape) {
    if (shapes.size() < MOST_SHAPES
        && shapes.stream().noneMatch(known -> Arrays.equals(known, shape))) {
      shapes.add(shape.clone());
    }
  }

  /** Another shape of a form, with the indices of the one that it was taken from. */
  void addLike(Form other, long[] shape) {
    count += shape == null ? other.count : 0;
    if (highest.length == 0) {
      highest = other.highest.clone();
    }
    for (int i = 0; i < Math.min(highest.length, other.highest.length); i++) {
      highest[i] = Math.max(highest[i], other.highest[i]);
    }
    if (shape != null) {
      addShape(shape);
    }
  }

  long count() {
    return count;
  }

  /** The number of elements of all its tensors together. */
  long elements() {
    return elements;
  }

  /** The highest value of an index, counted from 0; -1 if the name has fewer indices. */
  long highest(int index) {
    return index < highest.length ? highest[index] : -1;
  }

  /** Its distinct shapes, in the order in which they were met. */
  List<long[]> shapes() {
    return shapes;
  }

  /** Whether one of its shapes has one of these lengths along an axis. */
  boolean hasLength(int axis, long... lengths) {
    for (long[] shape : shapes) {
      if (axis < shape.length && contains(lengths, shape[axis])) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of its shapes has a length along an axis; 0 stands for an unknown one. */
  boolean tellsLength(int axis) {
    return shapes.stream().anyMatch(shape -> axis < shape.length && shape[axis] > 0);
  }

  /** Whether one of its shapes has so many axes. */
  boolean hasAxes(int axes) {
    return shapes.stream().anyMatch(shape -> shape.length == axes);
  }

  private static boolean contains(long[] all, long one) {
    for (long each : all) {
      if (each == one) {
        return true;
      }
    }
    return false;
  }
}
