package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.organise.moves.MoveRun.Item;
import dev.tensors.tsr.organise.moves.MoveRun.Unit;
import dev.tensors.tsr.organise.plan.Plan;
import dev.tensors.tsr.organise.plan.Plan.PlannedFile;
import dev.tensors.tsr.organise.plan.Plan.Status;
import dev.tensors.tsr.organise.plan.TargetFolders;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Moves the files of a plan. */
public final class Organising implements MoveRun.Listener {

  /** How many files are written down at a time. */
  private static final int BATCH = 500;

  /** Receives what came of each file, and what is going on. */
  public interface Listener {

    void done(PlannedFile file);

    /** A unit was moved, so that what lies beside its models has a new place, too. */
    void moved(Unit unit);

    void copied(long bytes);

    /** Some files were moved, in the run with this number. */
    void ended(long run);
  }

  private final LocalFiles files;
  private final Listener listener;
  private final MoveRun run;
  private final List<String> roots;
  private final Path models;
  private final Map<Long, List<PlannedFile>> parts = new HashMap<>();

  /** Counted in the order of the new folders, so that an undo has those of one folder together. */
  private long lastPart;

  private final List<PlannedFile> pending = new ArrayList<>();

  private Organising(Database database, Layout layout, Path models, Listener listener) {
    this.files = new LocalFiles(database);
    this.listener = listener;
    this.roots = new ScannedFolders(database).all();
    this.models = models;
    this.run =
        new MoveRun(
            database,
            null,
            newRoots(layout),
            new UnmissedFolders(roots).and(folder -> !models.startsWith(folder)),
            _ -> Optional.empty(),
            this);
  }

  /** The program's folder of models, and those elsewhere, that no remembered folder is above. */
  private List<Path> newRoots(Layout layout) {
    TargetFolders targets = new TargetFolders();
    return Stream.concat(
            Stream.of(models),
            layout.folders().stream()
                .map(folder -> targets.of(models.resolve(folder)).path())
                .filter(folder -> !folder.startsWith(models)))
        .filter(folder -> roots.stream().noneMatch(root -> folder.startsWith(Path.of(root))))
        .toList();
  }

  /**
   * Moves the files of a plan, and tells of the others.
   *
   * @param layout the program whose folders they are
   * @param models the folder of models into which they go; scan searches it from now on
   * @throws InterruptedException if the calling thread was interrupted; what was done stays
   */
  public static void run(
      Database database, Plan plan, Layout layout, Path models, Listener listener)
      throws InterruptedException {
    Organising organising = new Organising(database, layout, models, listener);
    plan.each(
        file -> {
          if (file.status() != Status.MOVE) {
            listener.done(file);
          }
        });
    try {
      organising.run.through(
          () -> {
            Pages.each(plan.moves(), BATCH, organising::take);
            organising.flush();
            organising.run.complete();
          });
    } finally {
      Long number = organising.run.run();
      if (number != null) {
        listener.ended(number);
      }
    }
  }

  private void take(List<PlannedFile> page) throws InterruptedException {
    for (PlannedFile file : page) {
      boolean isNewPart = !pending.isEmpty() && pending.getLast().part() != file.part();
      if (isNewPart
          && (pending.size() >= BATCH
              || file.isToOtherDisk()
              || pending.getLast().isToOtherDisk())) {
        flush();
      }
      pending.add(file);
    }
  }

  private void flush() throws InterruptedException {
    Map<Long, List<PlannedFile>> byPart =
        pending.stream()
            .collect(
                Collectors.groupingBy(PlannedFile::part, LinkedHashMap::new, Collectors.toList()));
    pending.clear();
    parts.clear();
    List<Unit> units = new ArrayList<>();
    for (List<PlannedFile> models : byPart.values()) {
      parts.put(++lastPart, models);
      unit(lastPart, models).ifPresent(units::add);
    }
    run.move(units);
  }

  private Optional<Unit> unit(long part, List<PlannedFile> models) {
    List<Item> items = new ArrayList<>();
    List<@Nullable LocalFile> recorded = new ArrayList<>();
    List<@Nullable FileStamp> stamps = new ArrayList<>();
    for (PlannedFile model : models) {
      LocalFile file = files.byPath(model.path()).orElse(null);
      if (file == null || file.stamp().equals(FileStamp.UNKNOWN)) {
        String why = model.path() + " was not read yet; run tsr db scan first";
        models.forEach(one -> listener.done(one.become(Status.REFUSED, why)));
        return Optional.empty();
      }
      items.add(new Item(Path.of(model.path()), Path.of(String.valueOf(model.newPath())), false));
      recorded.add(file);
      stamps.add(file.stamp());
    }
    for (PlannedFile model : models) {
      Path from = Path.of(model.path());
      Path to = Path.of(String.valueOf(model.newPath()));
      String stem = ModelFileName.stemOfFile(model.path());
      String newStem = ModelFileName.stemOfFile(to.toString());
      for (String beside : model.beside()) {
        Item item =
            new Item(
                from.resolveSibling(beside),
                to.resolveSibling(newStem + beside.substring(stem.length())),
                true);
        if (!items.contains(item)) {
          items.add(item);
          recorded.add(null);
          stamps.add(null);
        }
      }
    }
    return Optional.of(new Unit(part, items, recorded, stamps));
  }

  @Override
  public void moved(Unit unit, @Nullable String refusal) {
    for (PlannedFile file : parts.getOrDefault(unit.part(), List.of())) {
      listener.done(
          refusal == null ? file.become(Status.MOVED, null) : file.become(Status.REFUSED, refusal));
    }
    if (refusal == null) {
      listener.moved(unit);
    }
  }

  @Override
  public void copied(long bytes) {
    listener.copied(bytes);
  }
}
