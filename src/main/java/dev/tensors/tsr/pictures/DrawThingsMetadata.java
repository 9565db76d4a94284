package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.LenientJson;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata of Draw Things: JSON in the user's comment, which is in XMP or EXIF. Newer
 * versions have the whole configuration in it under {@code v2}, and repeat a part of it beside.
 */
final class DrawThingsMetadata {

  private static final String COMMENT = "<exif:UserComment>";
  private static final String ITEM = "<rdf:li";
  private static final String CONFIGURATION = "v2";

  private static final int LONGEST_ENTITY = 6;

  private static final Map<String, String> ENTITIES =
      Map.of("quot", "\"", "amp", "&", "lt", "<", "gt", ">", "apos", "'");

  private DrawThingsMetadata() {}

  static boolean is(JsonObject object) {
    return object.string("c") != null
        && object.has("uc")
        && (object.string("model") != null || object.has(CONFIGURATION));
  }

  /** Reads XMP; that of another program has no such comment. */
  static void ofXmp(String xmp, ContentsBuilder contents) throws UnreadableText {
    int comment = xmp.indexOf(COMMENT);
    int item = comment < 0 ? -1 : xmp.indexOf(ITEM, comment);
    int start = item < 0 ? -1 : xmp.indexOf('>', item) + 1;
    int end = start <= 0 ? -1 : xmp.indexOf('<', start);
    if (end >= 0
        && LenientJson.readOrNull(plain(xmp.substring(start, end))) instanceof JsonObject metadata
        && metadata.string("model") != null) {
      read(metadata, contents);
    }
  }

  static void read(JsonObject metadata, ContentsBuilder contents) throws UnreadableText {
    contents.tool("Draw Things");
    contents.prompts(metadata.string("c"), metadata.string("uc"));
    models(metadata, contents.models());
    models(metadata.object(CONFIGURATION), contents.models());
  }

  private static void models(JsonObject settings, ModelUses uses) throws UnreadableText {
    uses.add(named(ModelKind.CHECKPOINT, settings.string("model")));
    uses.add(named(ModelKind.CHECKPOINT, settings.firstString("refinerModel", "refiner")));
    uses.add(named(ModelKind.UPSCALER, settings.string("upscaler")));
    uses.add(named(ModelKind.OTHER, settings.string("faceRestoration")));
    for (JsonObject lora : either(settings, "lora", "loras")) {
      uses.add(named(ModelKind.LORA, file(lora)).withWeight(lora.fraction("weight")));
    }
    for (JsonObject control : either(settings, "control", "controls")) {
      uses.add(named(ModelKind.CONTROLNET, file(control)).withWeight(control.fraction("weight")));
    }
  }

  private static ModelMention named(ModelKind kind, @Nullable String name) {
    return ModelMention.named(kind, ModelName.of(name));
  }

  private static @Nullable String file(JsonObject part) {
    return part.firstString("model", "file");
  }

  private static List<JsonObject> either(JsonObject settings, String one, String other) {
    List<JsonObject> both = new ArrayList<>(settings.objects(one));
    both.addAll(settings.objects(other));
    return both;
  }

  private static String plain(String escaped) {
    StringBuilder text = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      String entity = escaped.charAt(i) == '&' ? entity(escaped, i + 1) : null;
      String meant = entity == null ? null : meant(entity);
      if (entity == null || meant == null) {
        text.append(escaped.charAt(i));
      } else {
        text.append(meant);
        i += entity.length() + 1;
      }
    }
    return text.toString();
  }

  /** The name of an entity up to its semicolon, which is near; null if there is none. */
  private static @Nullable String entity(String escaped, int start) {
    for (int end = start; end < Math.min(escaped.length(), start + LONGEST_ENTITY); end++) {
      if (escaped.charAt(end) == ';') {
        return escaped.substring(start, end);
      }
    }
    return null;
  }

  private static @Nullable String meant(String entity) {
    return switch (entity) {
      case "#10", "#xA" -> "\n";
      case "#34", "#x22" -> "\"";
      case "#38", "#x26" -> "&";
      case "#39", "#x27" -> "'";
      case "#60", "#x3C" -> "<";
      case "#62", "#x3E" -> ">";
      default -> ENTITIES.get(entity);
    };
  }
}
