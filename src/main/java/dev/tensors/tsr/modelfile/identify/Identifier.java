package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.matching.AlphaFinder;
import dev.tensors.tsr.modelfile.identify.matching.AlphaFinder.AlphaTensor;
import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Form;
import dev.tensors.tsr.modelfile.identify.matching.FormCollector;
import dev.tensors.tsr.modelfile.identify.matching.KroneckerWidths;
import dev.tensors.tsr.modelfile.identify.matching.NameTraits;
import dev.tensors.tsr.modelfile.identify.matching.Types;
import dev.tensors.tsr.text.SaturatingMath;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one model file: takes its tensors one after the other, in any order, and keeps of them
 * only the forms of their names. {@link #add} takes each tensor as a reader of headers passes it
 * on, for .safetensors and .gguf files alike.
 */
public final class Identifier {

  /**
   * What a model file is by its header. A value that the header does not show is null.
   *
   * @param type CivitAI's name of the type; {@code TextEncoder}, {@code ClipVision}, {@code
   *     IPAdapter} and {@code UNet} for types that CivitAI does not have
   * @param baseModel CivitAI's name; where several are possible, the main name of their family
   * @param baseCandidates all base models that are possible, empty if none is known
   * @param identifiedBy {@code tensors} or {@code metadata}: where the base model is from; null
   *     where there is none
   * @param precision such as fp16 or bf16, {@code mixed} for several, and for GGUF files the name
   *     of their quantisation, such as Q4_K_M
   * @param parameters the number of elements of all tensors; {@link Long#MAX_VALUE} for more
   * @param algorithm of an adapter, such as LoRA or LoKr
   * @param rank of an adapter, the largest of its modules; null where its algorithm has none
   * @param component the class as which others load a VAE or an encoder, such as t5-xxl; null for
   *     others, and where the tensors leave it open
   * @param architecture which of our architectures it is, such as flux_1_dev, where its base model
   *     has several; null where the tensors leave it open
   * @param inside the classes of the VAE and the encoders within a diffusion model's file
   * @param alphaTensor where the alpha of an adapter can be read; null where no tensor holds it
   * @param claimedAlpha the alpha that metadata claims, where no tensor holds it
   */
  public record Identity(
      @Nullable String type,
      @Nullable String baseModel,
      List<String> baseCandidates,
      @Nullable String identifiedBy,
      @Nullable String precision,
      @Nullable Long parameters,
      @Nullable String algorithm,
      @Nullable Long rank,
      @Nullable String component,
      @Nullable String architecture,
      List<String> inside,
      @Nullable AlphaTensor alphaTensor,
      @Nullable Double claimedAlpha) {

    static final String TENSORS = "tensors";
    static final String METADATA = "metadata";
  }

  /** The alpha of an adapter that metadata claims, where no tensor holds it. */
  static final class ClaimedAlpha {

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

  /**
   * The base model of a file, by the tensors and by what the metadata claims.
   *
   * @param name CivitAI's; null if it is unknown
   * @param candidates all names that are possible; empty if none is known
   * @param identifiedBy {@code tensors} or {@code metadata}; null where there is no name
   */
  record BaseModel(@Nullable String name, List<String> candidates, @Nullable String identifiedBy) {

    /** The base model of a file of this family, which is null if the tensors do not show it. */
    static BaseModel of(@Nullable Family family, Map<String, @Nullable String> metadata) {
      if (family == null || family.names().isEmpty()) {
        return new BaseModel(null, List.of(), null);
      }
      List<String> possible = family.names();
      if (possible.size() == 1) {
        return new BaseModel(possible.get(0), possible, Identity.TENSORS);
      }
      List<String> left = MetadataClaims.among(family.claimable(), metadata);
      if (left.size() == 1) {
        return new BaseModel(left.get(0), left, Identity.METADATA);
      }
      List<String> candidates = left.isEmpty() ? possible : left;
      boolean hasMain = family.main() != null && candidates.contains(family.main());
      return new BaseModel(
          hasMain ? family.main() : null, candidates, hasMain ? Identity.TENSORS : null);
    }
  }

  /**
   * The number of the rules. A release that identifies better raises it, so that recorded files are
   * identified anew.
   */
  public static final int VERSION = 2;

  private final Recognitions recognitions;
  private final FormCollector collector = new FormCollector();
  private final Precision precision = new Precision();
  private final AlphaFinder alpha = new AlphaFinder();
  private final KroneckerWidths kronecker = new KroneckerWidths();

  /** Identifies a single file. */
  public Identifier() {
    this(new Recognitions());
  }

  /** Identifies one of many files. */
  public Identifier(Recognitions recognitions) {
    this.recognitions = recognitions;
  }

  /**
   * Adds a tensor.
   *
   * @param dtype as the header has it, such as F16 or Q4_K
   * @param shape its lengths along each axis, the outermost first
   * @param begin where its data begins, in bytes from the end of the header
   */
  public void add(String name, String dtype, long[] shape, long begin) {
    long elements = SaturatingMath.elements(shape);
    Form form = collector.add(name, Precision.told(dtype, shape), elements);
    NameTraits traits = form == null ? NameTraits.of(name) : form.traits();
    precision.add(traits, dtype, shape, elements);
    alpha.add(name, traits, dtype, shape, begin);
    kronecker.add(name, traits, shape);
  }

  /**
   * Tells what the file is, once all its tensors were added.
   *
   * @param metadata of the header, which is believed only where the tensors leave several base
   *     models
   */
  public Identity identify(Map<String, @Nullable String> metadata) {
    Recognition found = recognise();
    BaseModel base = BaseModel.of(found.family(), metadata);
    AlphaTensor alphaTensor = found.algorithm() == null ? null : alpha.found();
    return new Identity(
        found.type(),
        base.name(),
        base.candidates(),
        base.identifiedBy(),
        precision.word(metadata),
        precision.parameters(),
        found.algorithm() == null ? null : found.algorithm().word(),
        found.rank(),
        GgufEncoders.component(found.component(), metadata.get("general.architecture")),
        found.family() == null ? null : found.family().architecture(),
        found.inside(),
        alphaTensor,
        found.algorithm() == null || alphaTensor != null ? null : ClaimedAlpha.of(metadata));
  }

  /** What the file is by its tensors alone. */
  Recognition recognise() {
    return recognitions.of(collector.forms(), kronecker);
  }

  /** All types that a file can be found to have, by CivitAI's names and ours, in no order. */
  public static List<String> types() {
    return Types.ALL;
  }

  /** All base models that a file can be found to have, by CivitAI's names, in no order. */
  public static List<String> baseModels() {
    return Family.allNames();
  }
}
