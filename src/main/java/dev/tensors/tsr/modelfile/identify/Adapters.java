package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.matching.AdapterEnding;
import dev.tensors.tsr.modelfile.identify.matching.Algorithm;
import dev.tensors.tsr.modelfile.identify.matching.Form;
import dev.tensors.tsr.modelfile.identify.matching.Forms;
import dev.tensors.tsr.modelfile.identify.matching.KroneckerWidths;
import dev.tensors.tsr.text.SaturatingMath;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file's forms say about it as an adapter.
 *
 * @param isAdapter whether adapter tensors make up the file; stray ones in a merged checkpoint do
 *     not
 * @param modules the modules that the adapter changes; lengths along axis 0 are given, along axis 1
 *     taken
 * @param algorithm how the changes are stored
 * @param rank the largest; null where the algorithm has none
 */
public record Adapters(boolean isAdapter, Forms modules, Algorithm algorithm, @Nullable Long rank) {

  /** Endings that stand beside those of any algorithm. */
  private static final List<String> BESIDES =
      List.of(".alpha", ".rescale", ".scale", ".reshape_weight");

  /** Reads the forms of a file, with the widths of its modules that are Kronecker products. */
  public static Adapters of(Forms forms, KroneckerWidths kronecker) {
    Map<String, Form> modules = new LinkedHashMap<>();
    Map<Algorithm, Long> algorithms = new EnumMap<>(Algorithm.class);
    long elements = 0;
    long others = 0;
    long rank = 0;
    boolean convolution = false;
    for (Map.Entry<String, Form> entry : forms.all().entrySet()) {
      Form form = entry.getValue();
      AdapterEnding ending = form.traits().ending();
      if (ending == null) {
        boolean other = !isBeside(entry.getKey(), forms);
        others = other ? SaturatingMath.sum(others, form.elements()) : others;
        continue;
      }
      elements = SaturatingMath.sum(elements, form.elements());
      algorithms.merge(algorithm(ending, form), form.count(), Long::sum);
      boolean pair = form.hasAxes(2) || form.hasAxes(3) || form.hasAxes(4) || form.hasAxes(5);
      rank = ending.tellsRank() && pair ? Math.max(rank, form.lengths(0).greatest()) : rank;
      convolution |= ending.part() == AdapterEnding.Part.DOWN && form.lengths(2).greatest() > 1;
      addModule(modules, ending, form);
    }
    kronecker.modules().forEach((stem, widths) -> addWidths(modules, stem, widths));
    return new Adapters(
        !algorithms.isEmpty() && elements >= others,
        new Forms(modules, forms.whole()),
        Algorithm.of(algorithms, convolution),
        rank == 0 ? null : rank);
  }

  private static Algorithm algorithm(AdapterEnding ending, Form form) {
    return ending.algorithm() == Algorithm.OFT && form.hasAxes(4)
        ? Algorithm.BOFT
        : ending.algorithm();
  }

  private static boolean isBeside(String name, Forms forms) {
    String weight = ".weight";
    return BESIDES.stream().anyMatch(name::endsWith)
        || name.endsWith(weight)
            && forms
                .all()
                .containsKey(name.substring(0, name.length() - weight.length()) + ".on_input");
  }

  private static void addModule(Map<String, Form> modules, AdapterEnding ending, Form form) {
    Form module =
        modules.computeIfAbsent(
            AdapterModules.name(form.traits().stem()), key -> new Form(form.traits()));
    module.addTensors(form);
    boolean isMatrix = form.lengths(1).told();
    if (isMatrix && ending.part() != AdapterEnding.Part.DOWN && tells(ending)) {
      module.addLengths(form, 0);
    }
    if (isMatrix && ending.part() != AdapterEnding.Part.UP && tells(ending)) {
      module.addLengths(form, 1);
    }
  }

  private static boolean tells(AdapterEnding ending) {
    return switch (ending.part()) {
      case DOWN, UP, WHOLE -> true;
      case FACTOR, OTHER -> false;
    };
  }

  private static void addWidths(Map<String, Form> modules, String stem, Form widths) {
    Form module = modules.get(AdapterModules.name(stem));
    if (module != null) {
      module.addLengths(widths, 0);
      module.addLengths(widths, 1);
    }
  }
}
