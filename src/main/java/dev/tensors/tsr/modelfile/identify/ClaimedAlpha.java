package dev.tensors.tsr.modelfile.identify;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The alpha of an adapter that metadata claims, where no tensor holds it. */
final class ClaimedAlpha {

  /** In characters; the settings of a training have some thousand. */
  private static final int LONGEST = 1 << 16;

  private static final Pattern ALPHA =
      Pattern.compile("lora_alpha\"\\s*:\\s*(\\d{1,9}(?:\\.\\d{1,9})?)");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

  private ClaimedAlpha() {}

  /** The alpha of a trainer's settings; null if there is none. */
  static @Nullable Double of(Map<String, @Nullable String> metadata) {
    String kohya = metadata.get("ss_network_alpha");
    if (kohya != null && NUMBER.matcher(kohya).matches()) {
      return Double.valueOf(kohya);
    }
    for (String key : new String[] {"lora_adapter_metadata", "ot_config"}) {
      String json = metadata.get(key);
      Matcher found = json == null || json.length() > LONGEST ? null : ALPHA.matcher(json);
      if (found != null && found.find()) {
        return Double.valueOf(found.group(1));
      }
    }
    return null;
  }
}
