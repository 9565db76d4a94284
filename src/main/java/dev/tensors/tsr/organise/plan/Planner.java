package dev.tensors.tsr.organise.plan;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.organise.plan.Plan.PlannedFile;
import dev.tensors.tsr.organise.plan.Plan.Shared;
import dev.tensors.tsr.organise.plan.Plan.Status;
import dev.tensors.tsr.organise.plan.TargetFolders.TargetFolder;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.system.PathNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out where files belong, and what stands in their way. Changes nothing on the disk. */
public final class Planner {

  /**
   * Where files belong.
   *
   * @param layout the program whose folders they go into
   * @param isNamed whether the user named it
   * @param models its folder of models; null: nowhere
   * @param template what is made below the folder of a type
   * @param isOfLinks whether symlinks are made, and no file is moved
   * @param isCheck whether only files in a wrong folder are asked for
   */
  public record Request(
      Layout layout,
      boolean isNamed,
      @Nullable Path models,
      Template template,
      boolean isOfLinks,
      boolean isCheck) {}

  /** The longest name in bytes. */
  private static final int LONGEST_NAME = 255;

  private static final int UUID_LENGTH = 36;

  /** A folder of files: where it is, and what is in it. */
  private record Source(Path folder, FolderContents contents, String device) {}

  private final Database database;
  private final Request request;
  private final Plan plan;
  private final LocalFiles files;
  private final TargetFolders targets = new TargetFolders();
  private final UnreachableFolders unreachable;
  private final Set<String> roots;

  /** The folders in which the program finds files of a type, by their relative paths. */
  private final Map<String, Path> ofTypes = new HashMap<>();

  private final LastFolders<Source> sources = new LastFolders<>();

  private Planner(Database database, Request request, Plan plan) {
    this.database = database;
    this.request = request;
    this.plan = plan;
    this.files = new LocalFiles(database);
    this.unreachable = new UnreachableFolders(database);
    this.roots = Set.copyOf(new ScannedFolders(database).all());
  }

  /** Plans the files that match some terms and are not marked missing. */
  public static Plan of(Database database, Request request, List<Term> terms) {
    Plan plan = new Plan(database);
    Planner planner = new Planner(database, request, plan);
    plan.together(() -> planner.plan(terms));
    plan.complete();
    return plan;
  }

  private void plan(List<Term> terms) {
    Set<Field> fields =
        new LinkedHashSet<>(
            List.of(
                FileFields.ID,
                FileFields.FILE_PATH,
                FileFields.SIZE,
                FileFields.TYPE,
                FileFields.HEADER_TYPE,
                FileFields.BASE));
    fields.addAll(request.template().fields());
    new FieldQuery(FileFields.TABLE, List.copyOf(fields))
        .where(terms)
        .where(List.of(Term.ofNoState("missing")))
        .each(database, rows -> rows.forEach(this::add));
  }

  private void add(FieldRow row) {
    String recorded = row.known(FileFields.FILE_PATH);
    String wrong = request.isCheck() ? wrongFolder(row, recorded) : null;
    if (request.isCheck() && wrong == null) {
      return;
    }
    long number = plan.next();
    Path file = RecordedPath.of(recorded).orElse(null);
    Long size = row.number(FileFields.SIZE);
    Draft draft =
        new Draft(number, row.knownNumber(FileFields.ID), recorded, size == null ? 0 : size);
    if (request.models() == null) {
      draft.ends(
          Status.STAYS,
          "a file of type %s in a folder %s%s".formatted(type(row), wrong, right(row, recorded)));
    } else if (file == null || file.getParent() == null) {
      draft.ends(Status.REFUSED, "its recorded path is no path on this system");
    } else {
      plan(row, file, request.models(), draft);
    }
    plan.add(draft.made(), draft.shared);
  }

  private static @Nullable String type(FieldRow row) {
    String header = row.text(FileFields.HEADER_TYPE);
    return header == null ? row.text(FileFields.TYPE) : header;
  }

  /** The name of the folder of another type in which a file lies; null if it lies in none. */
  private @Nullable String wrongFolder(FieldRow row, String path) {
    String root = root(path);
    return root == null
        ? null
        : Layout.wrongFolder(
                request.isNamed() ? request.layout() : null,
                path.substring(root.length()),
                type(row),
                row.text(FileFields.BASE))
            .orElse(null);
  }

  /** Names the folder in which the program, ComfyUI if none is named, looks for a file. */
  private String right(FieldRow row, String path) {
    return request
        .layout()
        .folder(type(row), row.text(FileFields.BASE), path)
        .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
        .map(folder -> "; %s looks for it in %s".formatted(request.layout().word(), folder))
        .orElse("");
  }

  /** A file whose place is being found. */
  private static final class Draft {
    private final long number;
    private final long id;
    private final String path;
    private final long size;
    private Status status = Status.MOVE;
    private @Nullable String reason;
    private @Nullable Path target;
    private List<String> beside = List.of();
    private @Nullable Shared shared;
    private boolean isToOtherDisk;

    Draft(long number, long id, String path, long size) {
      this.number = number;
      this.id = id;
      this.path = path;
      this.size = size;
    }

    void ends(Status status, @Nullable String reason) {
      this.status = status;
      this.reason = reason;
    }

    PlannedFile made() {
      return new PlannedFile(
          number,
          number,
          id,
          path,
          target == null ? null : target.toString(),
          beside,
          status,
          reason,
          size,
          isToOtherDisk);
    }
  }

  private void plan(FieldRow row, Path file, Path models, Draft draft) {
    String refusal = request.isOfLinks() ? null : refusal(file);
    if (refusal != null) {
      draft.ends(Status.REFUSED, refusal);
      return;
    }
    String name = file.getFileName().toString();
    String type = type(row);
    String base = row.text(FileFields.BASE);
    String folder = request.layout().folder(type, base, name).orElse(null);
    if (folder == null) {
      draft.ends(
          Status.STAYS,
          type == null
              ? "its type is not known"
              : request.layout().folder(type, null, name).isEmpty()
                  ? "%s has no folder for its type, %s".formatted(request.layout().word(), type)
                  : "its header does not tell whether it is a ControlNet or a model patch");
      return;
    }
    if (!request.isOfLinks()
        && request.template() == Template.NONE
        && isIn(file, models, type, base)) {
      draft.ends(Status.IN_PLACE, null);
      return;
    }
    Template.Place place = request.template().of(row);
    if (place.unknown() != null) {
      draft.ends(
          Status.STAYS,
          "its %1$s is not known; write {%1$s|TEXT} in --template".formatted(place.unknown()));
      return;
    }
    Path wanted = models.resolve(folder);
    for (String part : place.folders()) {
      wanted = wanted.resolve(part);
    }
    TargetFolder target = targets.of(wanted);
    String stem = ModelFileName.stemOfFile(name);
    boolean isAllEnding = stem.equals(name); // as .safetensors, which is a model only by this name
    String newStem = place.name() == null || isAllEnding ? stem : place.name();
    String newName = newStem + name.substring(stem.length());
    draft.target = target.path().resolve(newName);
    if (draft.target.equals(file)) {
      draft.target = null;
      draft.ends(Status.IN_PLACE, null);
    } else if (target.problem() != null) {
      draft.ends(Status.REFUSED, target.problem());
    } else {
      fit(file, newStem, target, draft);
    }
  }

  /** Why a file is not to be touched, wherever it would go; null: it may move. */
  private @Nullable String refusal(Path file) {
    Unreachable gone = unreachable.above(file.toString());
    if (gone != null) {
      return gone.sentence();
    }
    if (root(file.toString()) == null) {
      return "it lies outside of the folders that tsr db scan searches";
    }
    if (RecordedPath.isInHubCache(file.toString())) {
      return "it is in a cache of Hugging Face, which finds it only there";
    }
    return isInvokeAi(file) ? "it is in the store of InvokeAI, which finds it only there" : null;
  }

  /** InvokeAI keeps each model in a folder that is called by its key. */
  private static boolean isInvokeAi(Path file) {
    Path folder = file.getParent();
    Path store = folder == null ? null : folder.getParent();
    String key = folder == null ? "" : String.valueOf(folder.getFileName());
    return store != null
        && "models".equals(String.valueOf(store.getFileName()))
        && key.length() == UUID_LENGTH
        && key.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0)
        && key.chars().filter(c -> c == '-').count() == 4;
  }

  /** The folder of those that scan searches which is above a file; null if none is. */
  private @Nullable String root(String path) {
    return PathNames.HERE.above(path, roots::contains);
  }

  /** Whether the program finds the file where it is. */
  private boolean isIn(Path file, Path models, @Nullable String type, @Nullable String base) {
    return request.layout().folders(type, base, file.toString()).stream()
        .map(folder -> folderOfType(folder, models))
        .anyMatch(file::startsWith);
  }

  private Path folderOfType(String folder, Path models) {
    return ofTypes.computeIfAbsent(folder, name -> targets.of(models.resolve(name)).path());
  }

  /** Looks at what is beside the file, and at the names that it and that would get. */
  private void fit(Path file, String newStem, TargetFolder target, Draft draft) {
    Source from = source(Objects.requireNonNull(file.getParent()));
    String name = file.getFileName().toString();
    if (!from.contents().has(name)) {
      String failure = from.contents().failure();
      draft.ends(
          Status.REFUSED,
          failure != null
              ? from.folder() + ": " + failure
              : ModelFormat.of(name) == null && Files.exists(file)
                  ? "its name does not end as that of a model, so that no program finds it"
                  : "it is not there any more; tsr db scan finds out where it is");
      return;
    }
    String changed = request.isOfLinks() ? null : changed(file);
    if (changed != null) {
      draft.ends(Status.REFUSED, changed);
      return;
    }
    if (!request.isOfLinks() && !Files.isWritable(from.folder())) {
      draft.ends(Status.REFUSED, from.folder() + " cannot be written; check its permissions");
      return;
    }
    String stem = ModelFileName.stemOfFile(name);
    int sharing = from.contents().sharing(name);
    if (sharing > 1) {
      draft.shared = new Shared(PathNames.HERE.start(from.folder().toString()) + stem, sharing);
    }
    draft.beside = files(from, name, draft);
    draft.isToOtherDisk =
        !request.isOfLinks()
            && !from.device().isEmpty()
            && !target.device().isEmpty()
            && !from.device().equals(target.device());
    if (draft.status == Status.REFUSED) {
      return;
    }
    List<String> keys = new ArrayList<>();
    keys.add(target.key(Objects.requireNonNull(draft.target)));
    String taken = problem(target, draft.target);
    for (String beside : draft.beside) {
      Path to = target.path().resolve(newStem + beside.substring(stem.length()));
      keys.add(target.key(to));
      taken = taken == null ? problem(target, to) : taken;
    }
    if (taken != null) {
      draft.ends(Status.REFUSED, taken);
    } else if (!plan.take(keys, draft.shared)) {
      draft.ends(Status.REFUSED, "another file of this plan goes to " + draft.target);
    }
  }

  /** Why the file may be another one than the recorded one; null: it is as it was recorded. */
  private @Nullable String changed(Path file) {
    LocalFile recorded = files.byPath(file.toString()).orElse(null);
    if (recorded == null || recorded.stamp().equals(FileStamp.UNKNOWN)) {
      return "it was not read yet; run tsr db scan first";
    }
    return FileStamps.ifUnchanged(recorded).isPresent()
        ? null
        : "it has changed since the last scan; run tsr db scan first";
  }

  /** The files beside a model. Another entry with such a name refuses the model, or is none. */
  private List<String> files(Source from, String name, Draft draft) {
    List<String> files = new ArrayList<>();
    for (String beside : from.contents().beside(name)) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(
                from.folder().resolve(beside),
                BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
          draft.ends(
              Status.REFUSED, beside + " beside it is a symlink; move it yourself, or remove it");
        } else if (attributes.isRegularFile()) {
          files.add(beside);
        }
      } catch (IOException e) {
        continue; // it went just now
      }
    }
    return files;
  }

  /** Why a file cannot get a name; null: it can. */
  private @Nullable String problem(TargetFolder folder, Path target) {
    if (target.getFileName().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return target.getFileName() + " would be longer than 255 bytes; shorten the template";
    }
    return folder.exists()
            && !request.isOfLinks()
            && Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        ? target + " exists"
        : null;
  }

  private Source source(Path folder) {
    return sources.computeIfAbsent(folder, this::read);
  }

  private Source read(Path folder) {
    Source read = new Source(folder, FolderContents.of(folder), targets.of(folder).device());
    if (!request.isOfLinks()) {
      read.contents().models().forEach(name -> noteSymlink(folder.resolve(name)));
    }
    return read;
  }

  private void noteSymlink(Path entry) {
    if (Files.isSymbolicLink(entry)) {
      try {
        plan.symlink(entry, entry.toRealPath());
      } catch (IOException e) {
        return; // it leads nowhere already
      }
    }
  }
}
