package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.ParsedInfotext.Setting;
import dev.tensors.tsr.pictures.contents.LenientJson;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.PromptMentions;
import dev.tensors.tsr.pictures.contents.ResourceLists;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the models that an infotext's settings name, in the forms that web UIs and their add-ons
 * write.
 */
final class InfotextModels {

  /** The first 12 characters of a hash before which a trainer wrote 0x. */
  private static final Pattern LISTED_HASH = Pattern.compile("0x[0-9a-fA-F]{10}");

  private static final Pattern AUTOENCODER = Pattern.compile("ae(\\..*)?");
  private static final Pattern BRACKET_HASH = Pattern.compile("(0x)?[0-9a-fA-F]{8,64}");
  private static final Pattern MODULE = Pattern.compile("(hires )?module \\d{1,3}");
  private static final Pattern NETWORK = Pattern.compile("addnet model \\d{1,3}");
  private static final Pattern LORA = Pattern.compile("lora_\\d{1,3} model name");
  private static final Pattern CONTROLNET = Pattern.compile("controlnet \\d{1,3}");

  private static final String SD_NEXT = "SD.Next";

  /** What SD.Next writes in the place of a VAE's name for what is no file. */
  private static final Set<String> PARTS_OF_SD_NEXT = Set.of("TAESD", "REPA-E", "Remote");

  private final ModelUses uses;

  /** The settings by their keys in lower case; of several settings with one key, the first. */
  private final Map<String, String> settings = new HashMap<>();

  private final List<Setting> all;

  private InfotextModels(List<Setting> all, ModelUses uses) {
    this.all = all;
    this.uses = uses;
    all.forEach(
        setting -> settings.putIfAbsent(setting.key().toLowerCase(Locale.ROOT), setting.value()));
  }

  /** Adds the models of the prompts and the settings: the checkpoint first. */
  static void read(ParsedInfotext infotext, ModelUses uses) throws UnreadableText {
    InfotextModels reader = new InfotextModels(infotext.settings(), uses);
    String hash = reader.settings.get("model hash");
    uses.add(
        ModelMention.named(ModelKind.CHECKPOINT, ModelName.of(reader.settings.get("model")))
            .withHash(hash, kindOfModelHash(hash)));
    PromptMentions.read(infotext.prompt(), uses);
    PromptMentions.read(infotext.negativePrompt(), uses);
    for (Setting setting : infotext.settings()) {
      reader.read(setting.key().toLowerCase(Locale.ROOT), setting.value());
    }
  }

  /** Web UIs hashed a part of the file first, and then all of it. */
  private static @Nullable ModelMatch kindOfModelHash(@Nullable String hash) {
    String digits = ModelHash.digits(hash);
    return digits == null
        ? null
        : digits.length() == ModelHash.FEWEST_DIGITS ? ModelMatch.AUTOV1 : ModelMatch.SHA256;
  }

  private void read(String key, String value) throws UnreadableText {
    switch (key) {
      case "model", "model hash" -> {}
      case "vae" -> {
        if (!isSdNext() || !PARTS_OF_SD_NEXT.contains(value)) {
          named(ModelKind.VAE, value, settings.get("vae hash"));
        }
      }
      case "unet" -> named(ModelKind.CHECKPOINT, value, null);
      case "te" -> named(ModelKind.TEXT_ENCODER, value, null);
      case "embeddings" -> names(ModelKind.EMBEDDING, value, "");
      case "lora networks" -> names(ModelKind.LORA, value, settings.get("lora hashes"));
      case "refiner" -> named(ModelKind.CHECKPOINT, value, settings.get("refiner hash"));
      case "hires checkpoint" -> named(ModelKind.CHECKPOINT, value, null);
      case "hires vae" -> named(ModelKind.VAE, value, null);
      case "hypernet" -> named(ModelKind.HYPERNETWORK, value, settings.get("hypernet hash"));
      case "vae hash" -> onlyHash(key, "vae", ModelKind.VAE);
      case "lora hashes" -> hashes(ModelKind.LORA, value);
      case "lora weights" -> weights(value);
      case "ti hashes" -> hashes(ModelKind.EMBEDDING, value);
      case "hashes" -> {
        if (LenientJson.readOrNull(value) instanceof JsonObject object) {
          ResourceLists.hashes(object, uses);
        }
      }
      case "civitai resources", "resources" ->
          ResourceLists.resources(LenientJson.readOrNull(value), uses);
      case "civitai metadata" -> {
        if (LenientJson.readOrNull(value) instanceof JsonObject object) {
          ResourceLists.of(object, uses);
        }
      }
      default -> numbered(key, value);
    }
  }

  /** The hash of a VAE whose name is not written. */
  private void onlyHash(String hashKey, String nameKey, ModelKind kind) throws UnreadableText {
    if (ModelName.of(settings.get(nameKey)) == null) {
      uses.add(ModelMention.named(kind, null).withHash(settings.get(hashKey), null));
    }
  }

  /** Adds the models of settings that can be repeated, and of add-ons. */
  private void numbered(String key, String value) throws UnreadableText {
    if (MODULE.matcher(key).matches()) {
      named(kindOfModule(value), value, null);
    } else if (NETWORK.matcher(key).matches()) {
      additionalNetwork(key.substring(key.lastIndexOf(' ') + 1), value);
    } else if (LORA.matcher(key).matches()) {
      String lora = key.substring(0, key.indexOf(' '));
      Double weight = JsonValue.fraction(settings.get(lora + " strength model"));
      uses.add(
          withBracketHash(ModelKind.LORA, value)
              .withHash(settings.get(lora + " model hash"), null)
              .withWeight(weight));
    } else if (CONTROLNET.matcher(key).matches()) {
      controlNet(value);
    } else if (key.startsWith("controlnet") && key.endsWith(" model")) {
      named(ModelKind.CONTROLNET, value, null);
    } else if (ModelName.isFile(value)) {
      named(key.contains("detailer model") ? ModelKind.OTHER : ModelKind.of(key), value, null);
    }
  }

  /** Forge writes VAEs and text encoders alike, as names only. */
  private static ModelKind kindOfModule(String name) {
    ModelKind kind = ModelKind.of(name);
    boolean autoencoder = AUTOENCODER.matcher(name.toLowerCase(Locale.ROOT)).matches();
    return autoencoder ? ModelKind.VAE : kind == ModelKind.CHECKPOINT ? ModelKind.OTHER : kind;
  }

  private void named(ModelKind kind, String value, @Nullable String hash) throws UnreadableText {
    uses.add(withBracketHash(kind, value).withHash(hash, null));
  }

  /** A name with a hash behind it: {@code name [0123456789]}, {@code name(0123456789)}. */
  private static ModelMention withBracketHash(ModelKind kind, String value) {
    int open = Math.max(value.lastIndexOf('['), value.lastIndexOf('('));
    boolean closed = open > 0 && (value.endsWith("]") || value.endsWith(")"));
    String hash = closed ? value.substring(open + 1, value.length() - 1) : null;
    boolean isHash = hash != null && BRACKET_HASH.matcher(hash.strip()).matches();
    return ModelMention.named(kind, ModelName.of(isHash ? value.substring(0, open) : value))
        .withHash(isHash ? hash : null, null);
  }

  private void additionalNetwork(String number, String value) throws UnreadableText {
    if (!"false".equalsIgnoreCase(settings.get("addnet enabled"))) {
      String weight = settings.get("addnet weight " + number);
      weight = weight == null ? settings.get("addnet weight a " + number) : weight;
      uses.add(withBracketHash(ModelKind.LORA, value).withWeight(JsonValue.fraction(weight)));
    }
  }

  /** A setting whose value is itself pairs: {@code Module: canny, Model: name [hash], ...}. */
  private void controlNet(String value) throws UnreadableText {
    for (String[] pair : pairs(value)) {
      if (pair.length > 1 && pair[0].equalsIgnoreCase("model")) {
        named(ModelKind.CONTROLNET, pair[1], null);
      }
    }
  }

  /** Names with their hashes; Fooocus once wrote the weights behind them. */
  private void hashes(ModelKind kind, String value) throws UnreadableText {
    for (String[] entry : pairs(value)) {
      String name = ModelName.of(entry[0]);
      if (name != null && entry.length > 1) {
        Double weight = entry.length > 2 ? JsonValue.fraction(entry[2]) : null;
        uses.add(
            ModelMention.named(kind, name)
                .withHash(entry[1], kindOfListedHash(entry[1]))
                .withWeight(weight));
      }
    }
  }

  /** Web UIs write the first 12 characters of the hash that a trainer left in the header. */
  private static @Nullable ModelMatch kindOfListedHash(String hash) {
    return LISTED_HASH.matcher(hash.strip()).matches() ? ModelMatch.WEIGHTS : null;
  }

  private void weights(String value) throws UnreadableText {
    for (String[] entry : pairs(value)) {
      String name = ModelName.of(entry[0]);
      if (name != null && entry.length > 1) {
        uses.add(
            ModelMention.named(ModelKind.LORA, name)
                .withWeight(JsonValue.fraction(entry[entry.length - 1])));
      }
    }
  }

  private boolean isSdNext() {
    return SD_NEXT.equalsIgnoreCase(settings.get("app"));
  }

  /**
   * Adds models of SD.Next, which lists their names in one setting and their hashes in another.
   *
   * @param listedHashes those of the models that have one, in the same order; can be null
   */
  private void names(ModelKind kind, String value, @Nullable String listedHashes)
      throws UnreadableText {
    String[] names = value.split(",");
    String[] hashes = listedHashes == null ? new String[0] : listedHashes.split(",");
    for (int i = 0; i < names.length; i++) {
      String hash = hashes.length == names.length ? hashes[i] : null;
      uses.add(ModelMention.named(kind, ModelName.of(names[i])).withHash(hash, null));
    }
  }

  private static List<String[]> pairs(String value) {
    List<String[]> pairs = new ArrayList<>();
    for (String entry : value.split(",")) {
      String[] parts = entry.split(":", 4);
      for (int i = 0; i < parts.length; i++) {
        parts[i] = parts[i].strip();
      }
      pairs.add(parts);
    }
    return pairs;
  }

  /** The program that wrote the settings; null if they do not show it. */
  static @Nullable String tool(ParsedInfotext infotext) {
    String version = null;
    boolean civitai = false;
    for (Setting setting : infotext.settings()) {
      String key = setting.key().toLowerCase(Locale.ROOT);
      if (key.equals("app") && setting.value().equals(SD_NEXT)) {
        return SD_NEXT;
      }
      version = key.equals("version") ? setting.value() : version;
      civitai |= key.equals("civitai resources") || key.equals("civitai metadata");
    }
    if (version == null) {
      return infotext.settings().isEmpty() ? null : civitai ? "CivitAI" : null;
    }
    String small = version.toLowerCase(Locale.ROOT);
    if (small.startsWith("fooocus")) {
      return "Fooocus";
    }
    if (small.startsWith("comfyui")) {
      return "ComfyUI";
    }
    return small.matches("f\\d.*") || small.startsWith("neo") || small.startsWith("forge")
        ? "Forge"
        : small.matches("v?\\d.*") ? "Stable Diffusion web UI" : null;
  }
}
