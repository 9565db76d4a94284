package dev.tensors.tsr.list;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.ModelKind;
import java.util.ArrayList;
import java.util.List;

/** Finds where a file's header and CivitAI contradict each other. */
final class Contradictions {

  /** CivitAI's value for a type or a base model that it has no name for. */
  private static final String OTHER = "Other";

  /** As many as a sentence can hold. */
  private static final int NAMED = 3;

  private Contradictions() {}

  /** A sentence for each contradiction. */
  static List<String> of(FileDetails details) {
    LinkedModel model = details.model();
    List<String> sentences = new ArrayList<>();
    if (model != null) {
      addType(details.header(), model, sentences);
      addBaseModel(details.header(), model, sentences);
    }
    return sentences;
  }

  private static void addType(HeaderIdentity header, LinkedModel model, List<String> sentences) {
    String type = header.type();
    if (type != null
        && model.isModelItself()
        && !model.type().equals(OTHER)
        && !isAlike(type, model.type())) {
      sentences.add("its tensors say " + type + ", " + model.teller() + " says " + model.type());
    }
  }

  private static boolean isAlike(String type, String other) {
    ModelKind kind = ModelKind.ofModelType(type);
    return type.equals(other) || kind != null && kind.modelTypes().contains(other);
  }

  private static void addBaseModel(
      HeaderIdentity header, LinkedModel model, List<String> sentences) {
    List<String> possible = header.baseCandidates();
    String civitai = model.baseModel();
    if (civitai == null
        || civitai.equals(OTHER)
        || possible.isEmpty()
        || possible.contains(civitai)) {
      return;
    }
    String source = "metadata".equals(header.identifiedBy()) ? "metadata says " : "tensors say ";
    sentences.add(
        "its " + source + names(header, possible) + ", " + model.teller() + " says " + civitai);
  }

  private static String names(HeaderIdentity header, List<String> possible) {
    if (header.baseModel() != null) {
      return header.baseModel();
    }
    return String.join(" or ", possible.subList(0, Math.min(NAMED, possible.size())));
  }
}
