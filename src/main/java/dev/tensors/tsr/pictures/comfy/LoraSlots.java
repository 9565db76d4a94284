package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbered LoRAs of one node: {@code lora_name_2} has its strength in {@code model_weight_2},
 * and is off if {@code switch_2} or the number of LoRAs switches it off.
 */
final class LoraSlots {

  static final LoraSlots NONE = new LoraSlots();

  private static final Pattern NUMBER = Pattern.compile("_0*(\\d{1,4})(?:_|$)");
  private static final Pattern STRENGTH = Pattern.compile("strength|weight|_wt|_str|model_str");

  private static final int LONGEST_NAME = 100;

  private final Map<String, Double> modelStrengths = new HashMap<>();
  private final Map<String, Double> clipStrengths = new HashMap<>();
  private final Set<String> off = new HashSet<>();
  private int count = Integer.MAX_VALUE;

  private LoraSlots() {}

  /** Reads the inputs of a node. */
  static LoraSlots of(String plainType, JsonObject inputs) {
    LoraSlots slots = new LoraSlots();
    for (Map.Entry<String, JsonValue> entry : inputs.values().entrySet()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if (name.length() < LONGEST_NAME) {
        slots.read(name, entry.getValue());
      }
    }
    Double number = inputs.fraction("lora_count");
    number = number == null ? inputs.fraction("num_loras") : number;
    if (number != null) {
      slots.count = number.intValue();
    }
    if (plainType.contains("lorastack") && inputs.is("toggle", false)) {
      slots.count = 0;
    }
    return slots;
  }

  private void read(String name, @Nullable JsonValue value) {
    if (value instanceof JsonValue.Numeral && STRENGTH.matcher(name).find()) {
      Map<String, Double> strengths = name.contains("clip") ? clipStrengths : modelStrengths;
      strengths.putIfAbsent(number(name), JsonValue.fraction(value));
    } else if (name.startsWith("switch_") || name.endsWith("_enabled")) {
      boolean isOff =
          new JsonValue.Truth(false).equals(value)
              || value instanceof JsonValue.Text(String text) && text.equalsIgnoreCase("off");
      if (isOff) {
        off.add(number(name));
      }
    }
  }

  /** The slot's number; empty if the name has none. */
  private static String number(String name) {
    Matcher number = NUMBER.matcher(name);
    return number.find() ? number.group(1) : "";
  }

  boolean isOff(String name) {
    if (!name.contains("lora") || name.length() >= LONGEST_NAME) {
      return false;
    }
    String number = number(name.toLowerCase(Locale.ROOT));
    return !number.isEmpty() && (off.contains(number) || Integer.parseInt(number) > count);
  }

  /** The weight of the LoRA in a slot; null if the node has none. */
  @Nullable Double weight(String name) {
    String number = name.length() < LONGEST_NAME ? number(name.toLowerCase(Locale.ROOT)) : "";
    return ComfyInputs.combined(modelStrengths.get(number), clipStrengths.get(number));
  }
}
