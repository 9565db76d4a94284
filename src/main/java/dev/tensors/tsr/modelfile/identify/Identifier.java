package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.rules.AlphaFinder;
import dev.tensors.tsr.modelfile.identify.rules.AlphaTensor;
import dev.tensors.tsr.modelfile.identify.rules.Family;
import dev.tensors.tsr.modelfile.identify.rules.Form;
import dev.tensors.tsr.modelfile.identify.rules.FormCollector;
import dev.tensors.tsr.modelfile.identify.rules.KroneckerWidths;
import dev.tensors.tsr.modelfile.identify.rules.NameTraits;
import dev.tensors.tsr.modelfile.identify.rules.SaturatingMath;
import dev.tensors.tsr.modelfile.identify.rules.Types;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one model file: takes its tensors one after the other, in any order, and keeps of them
 * only the forms of their names. {@link #add} takes each tensor as a reader of headers passes it
 * on, for .safetensors and .gguf files alike.
 */
public final class Identifier {

  /**
   * The number of the rules. A release that identifies better raises it, so that recorded files are
   * identified anew.
   */
  public static final int VERSION = 1;

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
    long[] told = Precision.tellsShape(dtype) ? shape : new long[shape.length];
    Form form = collector.add(name, told, elements);
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
