package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.library.IdentityColumns;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.parts.Families.Family;
import dev.tensors.tsr.library.parts.Families.Need;
import dev.tensors.tsr.library.parts.KnownFiles.KnownFile;
import dev.tensors.tsr.library.parts.NeededPart.Status;
import dev.tensors.tsr.library.parts.PresentParts.PresentPart;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.sqlite.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a model needs to run: its text encoders and its VAE, inside it, here or missing; of an
 * adapter, a model of its base. By the tensors, not by CivitAI's word.
 */
public final class ModelParts {

  /**
   * A model, as far as its needs go.
   *
   * @param path where it is
   * @param headerType its type by its tensors; null: not known
   * @param type the best that is known; null: not known
   * @param architecture by its tensors; null: not known
   * @param base the best that is known of its base model; null: not known
   * @param candidates all base models that the tensors leave possible
   * @param inside the classes within its file
   */
  public record Model(
      @Nullable Long id,
      String path,
      @Nullable String headerType,
      @Nullable String type,
      @Nullable String architecture,
      @Nullable String base,
      List<String> candidates,
      List<String> inside) {

    /** A file that is not in the catalogue. */
    public static Model unrecorded(String path, HeaderIdentity header) {
      return new Model(
          null,
          path,
          header.type(),
          header.type(),
          header.architecture(),
          header.baseModel(),
          header.baseCandidates(),
          header.inside());
    }

    private static Model of(ResultSet row) throws SQLException {
      return new Model(
          row.getLong("id"),
          row.getString("file_path"),
          row.getString("header_type"),
          row.getString("type"),
          row.getString("architecture"),
          row.getString("base_model"),
          IdentityColumns.candidates(row.getString("base_candidates")),
          IdentityColumns.candidates(row.getString("inside")));
    }

    /** Why no part is listed, after the name of the model and a colon. */
    public String whyNoParts() {
      if (isAdapter(this)) {
        return "its base model is not known, so what it needs is not known either";
      }
      String known = headerType == null ? type : headerType;
      return known == null || Families.DIFFUSION_MODELS.contains(known)
          ? "what it needs to run is not known"
          : "its type is " + known + ", and no model is known that it needs";
    }

    String name() {
      return RecordedPath.name(path);
    }
  }

  /** The types, CivitAI's and ours, of what works on a model of its base only. */
  private static final List<String> ADAPTERS =
      List.of(
          "LORA",
          "LoCon",
          "DoRA",
          "TextualInversion",
          "Controlnet",
          "IPAdapter",
          "MotionModule",
          "Hypernetwork");

  private static final String CHECKPOINT = "Checkpoint";
  private static final String VAE = "VAE";
  private static final String TEXT_ENCODER = "TextEncoder";
  private static final String CLIP_VISION = "ClipVision";

  private static final String MODEL =
      """
      SELECT f.id, f.file_path, f.type AS header_type, k.type, f.architecture, k.base_model,
        k.base_candidates, f.inside
      FROM local_files f JOIN v_known_identity k ON k.local_file_id = f.id
      WHERE f.id = ?
      """;

  private final Database database;
  private @Nullable Families families;
  private final RelatedModels related;
  private @Nullable PresentParts present;

  public ModelParts(Database database) {
    this.database = database;
    this.related = new RelatedModels(database);
  }

  private Families families() {
    if (families == null) {
      families = new Families();
    }
    return families;
  }

  private PresentParts present() {
    if (present == null) {
      present = new PresentParts(database, families());
    }
    return present;
  }

  /** A recorded model; empty if it is no longer recorded. */
  public Optional<Model> model(LocalFile file) {
    return database.query(sql -> sql.first(MODEL, Model::of, file.id()));
  }

  private static boolean isAdapter(Model model) {
    String type = model.headerType() == null ? model.type() : model.headerType();
    return type != null && ADAPTERS.contains(type);
  }

  private List<Family> ways(Model model) {
    String type = model.headerType();
    return type != null && Families.mayHave(type)
        ? families().of(type, model.architecture(), model.base())
        : List.of();
  }

  /** All that a model needs; none if that is not known, or it needs nothing. */
  public List<NeededPart> of(Model model) {
    List<NeededPart> needed = new ArrayList<>();
    if (isAdapter(model)) {
      related.base(model).ifPresent(needed::add);
    }
    List<NeededPart> best = List.of();
    for (Family way : ways(model)) {
      List<NeededPart> parts = parts(model, way);
      if (best.isEmpty() || !isMet(best) && isMet(parts)) {
        best = parts;
      }
    }
    needed.addAll(best);
    related.otherHalf(model).ifPresent(needed::add);
    return needed;
  }

  private static boolean isMet(List<NeededPart> parts) {
    return parts.stream().allMatch(NeededPart::isMet);
  }

  private List<NeededPart> parts(Model model, Family way) {
    List<NeededPart> parts = new ArrayList<>();
    for (Need need : way.needs()) {
      parts.add(part(model, need));
    }
    String loader = encoderLoader(parts, way);
    parts.replaceAll(
        part ->
            part.type().equals(TEXT_ENCODER) && part.status() != Status.INSIDE
                ? new NeededPart(
                    part.type(), part.name(), part.status(), part.file(), loader, part.doubt())
                : part);
    return parts;
  }

  private NeededPart part(Model model, Need need) {
    Part first = need.alternatives().getFirst();
    for (Part part : need.alternatives()) {
      if (model.inside().contains(part.component())) {
        return inside(model, type(part, need), part.component());
      }
    }
    String type = type(first, need);
    PresentPart here = present().of(need);
    KnownFile offer = KnownFiles.all().offer(first);
    if (here == null || here.isUnreachable() && need.isOptional()) {
      return new NeededPart(
          type,
          first.component(),
          need.isOptional() ? Status.OPTIONAL : Status.MISSING,
          offer == null ? null : NeededPart.offered(offer, type),
          loader(type, offer == null ? "" : offer.name()),
          null);
    }
    Part found = here.part();
    return new NeededPart(
        type,
        found.component(),
        here.isUnreachable() ? Status.UNREACHABLE : Status.HERE,
        here.file(),
        loader(type, String.valueOf(here.file().fileName())),
        first.edition() == null || found.edition() != null
            ? null
            : "%s is of the class %s; whether it is the one for %s, its tensors do not tell"
                .formatted(here.file().filePath(), found.component(), first.edition()));
  }

  private static NeededPart inside(Model model, String type, String component) {
    return new NeededPart(
        type,
        component,
        Status.INSIDE,
        new MatchedFile(
            ModelMatch.CLASS,
            model.id(),
            model.path(),
            null,
            null,
            null,
            null,
            false,
            null,
            model.name(),
            null,
            null,
            CHECKPOINT),
        loader(CHECKPOINT, model.name()),
        null);
  }

  private static String type(Part part, Need need) {
    if (need.isVae()) {
      return VAE;
    }
    String component = part.component();
    return component.startsWith("clip-vision") || component.startsWith("siglip")
        ? CLIP_VISION
        : TEXT_ENCODER;
  }

  static @Nullable String loader(String type, String fileName) {
    return Layout.loader(type, null, fileName).orElse(null);
  }

  /** ComfyUI's node that loads all encoders outside the model, and its type. */
  private static @Nullable String encoderLoader(List<NeededPart> parts, Family way) {
    List<NeededPart> loaded =
        parts.stream()
            .filter(part -> part.type().equals(TEXT_ENCODER))
            .filter(part -> part.status() != Status.INSIDE && part.status() != Status.OPTIONAL)
            .toList();
    if (way.loader() == null || loaded.isEmpty()) {
      return null;
    }
    boolean isGguf =
        loaded.stream()
            .map(NeededPart::file)
            .anyMatch(
                file ->
                    file != null
                        && ModelFormat.of(String.valueOf(file.fileName())) == ModelFormat.GGUF);
    String ending = isGguf ? "GGUF" : "";
    return switch (loaded.size()) {
      case 1 -> "CLIPLoader" + ending + " " + way.loader();
      case 2 -> "DualCLIPLoader" + ending + " " + way.loader();
      case 3 -> "TripleCLIPLoader" + ending; // these nodes have no type
      default -> "QuadrupleCLIPLoader" + ending;
    };
  }
}
