package dev.tensors.tsr.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of models, each once: one that is named a second time is merged with the first. Only
 * models that have a mark in common are compared, and few of those, so that a stranger's list
 * cannot make the time grow with the square of its length.
 */
public final class DistinctModels<T> {

  /** Tells which models are the same. */
  public interface Rules<T> {

    /** Values of which two names of one model share at least one, the surest first. */
    List<String> marks(T model);

    boolean isSame(T known, T other);

    /** The known model, with the values that only the other name of it has. */
    T merge(T known, T other);
  }

  private static final int MOST_COMPARED = 20;

  private final Rules<T> rules;
  private final List<T> models = new ArrayList<>();
  private final Map<String, List<Integer>> places = new HashMap<>();

  public DistinctModels(Rules<T> rules) {
    this.rules = rules;
  }

  /** The models in the order in which they were named first. */
  public List<T> list() {
    return models;
  }

  /** Adds a model that is not {@linkplain #merge merged}. */
  public void add(T model) {
    models.add(model);
    mark(model, models.size() - 1);
  }

  /** Merges a model with the one that is the same; returns false if there is none. */
  public boolean merge(T model) {
    int place = place(model);
    if (place >= 0) {
      models.set(place, rules.merge(models.get(place), model));
      mark(model, place);
    }
    return place >= 0;
  }

  private int place(T model) {
    for (String mark : rules.marks(model)) {
      for (int place : places.getOrDefault(mark, List.of())) {
        if (rules.isSame(models.get(place), model)) {
          return place;
        }
      }
    }
    return -1;
  }

  private void mark(T model, int place) {
    for (String mark : rules.marks(model)) {
      List<Integer> marked = places.computeIfAbsent(mark, key -> new ArrayList<>());
      if (marked.size() < MOST_COMPARED && !marked.contains(place)) {
        marked.add(place);
      }
    }
  }
}
