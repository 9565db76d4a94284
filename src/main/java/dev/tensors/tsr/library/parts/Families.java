package dev.tensors.tsr.library.parts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The families of models and the parts that each needs, as the table in the program has them. */
final class Families {

  private static final String TABLE = "families.txt";

  /** Before a word of the table of editions that must be a whole word of a name. */
  private static final String WHOLE = "=";

  /** Of so many words of a name one of the table can consist: ltx-2.3. */
  private static final int MOST_JOINED = 4;

  /** The types by their tensors of what has a family without its type before it. */
  static final List<String> DIFFUSION_MODELS = List.of("UNet", "Checkpoint");

  /** The other types in the table. */
  private static final List<String> TYPES_IN_TABLE = List.of("IPAdapter", "Other");

  /**
   * What a family needs.
   *
   * @param alternatives any of them will do; the first is offered for download
   * @param isVae whether it is a VAE, and else an encoder
   * @param isOptional whether the family can do without it
   */
  record Need(List<Part> alternatives, boolean isVae, boolean isOptional) {

    private static Need of(String word, boolean isVae) {
      boolean isOptional = word.endsWith("?");
      String parts = isOptional ? word.substring(0, word.length() - 1) : word;
      return new Need(
          PartTable.split(parts, '/').stream().map(Part::of).toList(), isVae, isOptional);
    }
  }

  /**
   * One way to run a family.
   *
   * @param needs its parts, the encoders first
   * @param loader the type of ComfyUI's node that loads the encoders; null: it has none
   */
  record Family(List<Need> needs, @Nullable String loader) {}

  /** The ways to run a family, by the architectures, with the type before some. */
  private final Map<String, List<Family>> byArchitecture = new LinkedHashMap<>();

  private final Map<String, List<Family>> byBase = new LinkedHashMap<>();

  /** The editions of classes by the words that tell them in the names of files. */
  private final Map<String, Map<String, String>> editions = new HashMap<>();

  Families() {
    for (List<String> row : PartTable.rows(TABLE)) {
      List<Need> needs = new ArrayList<>();
      PartTable.list(row.get(3)).forEach(word -> needs.add(Need.of(word, false)));
      PartTable.list(row.get(4)).forEach(word -> needs.add(Need.of(word, true)));
      String loader = row.get(5);
      Family family = new Family(needs, loader.isEmpty() ? null : loader);
      for (String architecture : PartTable.list(row.get(1))) {
        byArchitecture.computeIfAbsent(architecture, first -> new ArrayList<>()).add(family);
      }
      for (String base : PartTable.list(row.get(2))) {
        byBase.computeIfAbsent(base, first -> new ArrayList<>()).add(family);
      }
    }
    for (List<String> row : PartTable.rows("editions.txt")) {
      for (String word : PartTable.list(row.get(2))) {
        editions.computeIfAbsent(row.get(0), first -> new HashMap<>()).put(word, row.get(1));
      }
    }
  }

  /** Whether models of a type can be in the table, by their tensors. */
  static boolean mayHave(String type) {
    return DIFFUSION_MODELS.contains(type) || TYPES_IN_TABLE.contains(type);
  }

  /**
   * The ways to run a model; none if its family is not in the table.
   *
   * @param type by its tensors
   * @param architecture by its tensors; null: they do not tell it
   * @param base the base model; it counts where the tensors tell no architecture
   */
  List<Family> of(String type, @Nullable String architecture, @Nullable String base) {
    if (!DIFFUSION_MODELS.contains(type)) {
      return byArchitecture.getOrDefault(type + ":" + architecture, List.of());
    }
    return architecture == null
        ? byBase.getOrDefault(String.valueOf(base), List.of())
        : byArchitecture.getOrDefault(architecture, List.of());
  }

  /** The ways to run the diffusion models, by the architectures. */
  Map<String, List<Family>> diffusionModels() {
    Map<String, List<Family>> models = new LinkedHashMap<>(byArchitecture);
    models.keySet().removeIf(architecture -> architecture.contains(":"));
    return models;
  }

  /** The ways to run the diffusion models of which only a base model is known. */
  Map<String, List<Family>> baseModels() {
    return byBase;
  }

  /** The edition of a class that models with a base need; null if it has none, or several. */
  @Nullable String editionFor(String component, @Nullable String base) {
    Set<String> found = new LinkedHashSet<>();
    for (Family family : byBase.getOrDefault(String.valueOf(base), List.of())) {
      for (Need need : family.needs()) {
        for (Part part : need.alternatives()) {
          if (part.component().equals(component) && part.edition() != null) {
            found.add(part.edition());
          }
        }
      }
    }
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /** The edition of a class that the name of a file tells; null if it tells none. */
  @Nullable String editionByName(String component, String name) {
    Map<String, String> words = editions.get(component);
    if (words == null) {
      return null;
    }
    String longest = "";
    List<String> parts = FileWords.of(name);
    for (int i = 0; i < parts.size(); i++) {
      String whole = WHOLE + parts.get(i);
      String rest = String.join("", parts.subList(i, Math.min(parts.size(), i + MOST_JOINED)));
      for (String word : words.keySet()) {
        boolean tells = word.startsWith(WHOLE) ? word.equals(whole) : rest.startsWith(word);
        longest = tells && word.length() > longest.length() ? word : longest;
      }
    }
    return words.get(longest);
  }
}
