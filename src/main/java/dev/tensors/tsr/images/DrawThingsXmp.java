package dev.tensors.tsr.images;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the texts of Draw Things: JSON within XMP's user comment. */
final class DrawThingsXmp {

  private static final String COMMENT = "<exif:UserComment>";
  private static final String ITEM = "<rdf:li";

  private static final Map<String, String> ENTITIES =
      Map.of("quot", "\"", "amp", "&", "lt", "<", "gt", ">", "apos", "'");

  private DrawThingsXmp() {}

  static void read(String xmp, ContentsBuilder contents) throws UnreadableText {
    int comment = xmp.indexOf(COMMENT);
    int item = comment < 0 ? -1 : xmp.indexOf(ITEM, comment);
    int start = item < 0 ? -1 : xmp.indexOf('>', item) + 1;
    int end = start <= 0 ? -1 : xmp.indexOf('<', start);
    if (end < 0) {
      return;
    }
    Object json = LenientJson.readOrNull(plain(xmp.substring(start, end)));
    if (json instanceof JsonObject settings && settings.text("model") != null) {
      contents.tool("Draw Things");
      contents.prompts(settings.text("c"), settings.text("uc"));
      ModelUses uses = contents.models();
      uses.add(ModelUse.named(ModelKind.CHECKPOINT, ModelName.of(settings.text("model"))));
      for (JsonObject lora : settings.objects("lora")) {
        uses.add(
            ModelUse.named(ModelKind.LORA, ModelName.of(lora.firstText("model", "file")))
                .withWeight(lora.number("weight")));
      }
    }
  }

  private static String plain(String escaped) {
    StringBuilder text = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      int end = escaped.charAt(i) == '&' ? escaped.indexOf(';', i) : -1;
      String meant = end < 0 || end > i + 6 ? null : meant(escaped.substring(i + 1, end));
      text.append(meant == null ? escaped.substring(i, i + 1) : meant);
      i = meant == null ? i : end;
    }
    return text.toString();
  }

  private static @Nullable String meant(String entity) {
    return switch (entity) {
      case "#10", "#xA" -> "\n";
      case "#34" -> "\"";
      case "#39" -> "'";
      default -> ENTITIES.get(entity);
    };
  }
}
