package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Air;
import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.references.ModelMention;
import org.jspecify.annotations.Nullable;

/** Finds the models that a prompt names in tags and after {@code embedding:}. */
public final class PromptMentions {

  private static final String EMBEDDING = "embedding:";

  private PromptMentions() {}

  /** Adds all models that a web UI would load for a prompt. */
  public static void read(String prompt, ModelUses uses) throws UnreadableText {
    for (LoraTag tag : LoraTag.in(prompt)) {
      String inside = prompt.substring(tag.nameStart(), prompt.indexOf('>', tag.nameEnd()));
      int nameEnd = inside.indexOf(':', Math.max(0, airEnd(inside)));
      String name = ModelName.of(nameEnd < 0 ? inside : inside.substring(0, nameEnd));
      if (name != null) {
        Double weight = weight(nameEnd < 0 ? "" : inside.substring(nameEnd));
        uses.add(use(ModelKind.LORA, name).withWeight(weight));
      }
    }
    otherTags(prompt, uses);
    embeddings(prompt, uses);
  }

  /**
   * The end of the AIR that a tag's text begins with, since an AIR contains colons; -1 if there is
   * none.
   */
  private static int airEnd(String inside) {
    return inside.startsWith("urn:air:") ? inside.indexOf('@') : -1;
  }

  private static ModelMention use(ModelKind kind, String name) {
    Air air = Air.of(name);
    return air == null ? ModelMention.named(kind, name) : ModelMention.of(air).withKind(kind);
  }

  /**
   * The first weight that is not 0 of those for text encoder and diffusion model, which are also
   * written as {@code te=0:unet=1}.
   */
  private static @Nullable Double weight(String afterName) {
    String[] weights = afterName.split(":", 5);
    Double weight = weights.length < 2 ? Double.valueOf(1) : null;
    for (int i = 1; i < Math.min(weights.length, 4); i++) {
      String written = weights[i].strip();
      String plain =
          written.startsWith("te=") || written.startsWith("unet=")
              ? written.substring(written.indexOf('=') + 1)
              : written;
      Double number = JsonValue.fraction(plain);
      if (number != null && (weight == null || weight == 0)) {
        weight = number;
      }
    }
    return weight;
  }

  /** Adds the models of hypernetwork tags, and of the tags that SwarmUI makes of embeddings. */
  private static void otherTags(String prompt, ModelUses uses) throws UnreadableText {
    int end;
    for (int start = prompt.indexOf('<'); start >= 0; start = prompt.indexOf('<', end)) {
      end = LoraTag.end(prompt, start);
      int colon = prompt.indexOf(':', start, end);
      boolean tag = end < prompt.length() && prompt.charAt(end) == '>' && colon > 0;
      if (tag) {
        otherTag(prompt.substring(start + 1, colon), prompt.substring(colon + 1, end), uses);
      }
    }
  }

  private static void otherTag(String type, String rest, ModelUses uses) throws UnreadableText {
    int colon = rest.indexOf(':');
    String name = ModelName.of(colon < 0 ? rest : rest.substring(0, colon));
    if (name == null) {
      return;
    }
    if (type.equalsIgnoreCase("hypernet")) {
      Double weight = colon < 0 ? Double.valueOf(1) : JsonValue.fraction(rest.substring(colon + 1));
      uses.add(ModelMention.named(ModelKind.HYPERNETWORK, name).withWeight(weight));
    } else if (type.equalsIgnoreCase("embed") || type.equalsIgnoreCase("embedding")) {
      uses.add(ModelMention.named(ModelKind.EMBEDDING, name));
    }
  }

  /** Adds the embeddings that ComfyUI would load for a text. */
  public static void embeddings(String prompt, ModelUses uses) throws UnreadableText {
    int end;
    for (int at = prompt.indexOf(EMBEDDING); at >= 0; at = prompt.indexOf(EMBEDDING, end)) {
      int start = at + EMBEDDING.length();
      Air air = Air.at(prompt, start);
      end = air == null ? nameEnd(prompt, start) : start + air.text().length();
      char before = at == 0 ? ' ' : prompt.charAt(at - 1);
      if (!Character.isLetterOrDigit(before) && before != '<') {
        String name = air == null ? ModelName.of(prompt.substring(start, end)) : null;
        boolean broken = prompt.startsWith("urn:air:", start);
        if (air != null) {
          uses.add(ModelMention.of(air).withKind(ModelKind.EMBEDDING));
        } else if (name != null && !broken) {
          uses.add(ModelMention.named(ModelKind.EMBEDDING, name));
        }
      }
    }
  }

  private static int nameEnd(String prompt, int start) {
    int end = start;
    while (end < prompt.length() && isOfName(prompt.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOfName(char c) {
    return !Character.isWhitespace(c) && ",:;()<>[]{}|\"'".indexOf(c) < 0;
  }
}
