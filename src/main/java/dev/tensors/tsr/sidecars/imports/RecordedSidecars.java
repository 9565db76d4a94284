package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.files.FolderListings;
import dev.tensors.tsr.sidecars.files.SidecarFolder;
import dev.tensors.tsr.sidecars.files.SidecarFolder.SidecarFile;
import dev.tensors.tsr.sidecars.files.Sidecars;
import dev.tensors.tsr.sidecars.files.Sidecars.ImportedSidecar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks up the sidecars that were recorded for a file, by their names in any case. */
final class RecordedSidecars {

  /**
   * The recorded sidecars of a file.
   *
   * @param there those that its folder has, by their paths
   * @param gone those that its folder has no more; one whose values several managers provided is
   *     among them several times
   */
  record OfFile(Map<String, ImportedSidecar> there, List<ImportedSidecar> gone) {}

  /** A content with more sidecars than this in one folder is looked up there once. */
  private static final int FEW = 100;

  private final Sidecars sidecars;

  /** Of the contents with many copies in a folder, by their paths in lower case. */
  private final FolderListings<Map<String, Map<String, List<ImportedSidecar>>>> folders =
      new FolderListings<>(folder -> new HashMap<>());

  RecordedSidecars(Sidecars sidecars) {
    this.sidecars = sidecars;
  }

  /**
   * The recorded sidecars of a model file.
   *
   * @param found its sidecars in the folder
   */
  OfFile of(String sha256, Path model, SidecarFolder folder, List<SidecarFile> found) {
    Set<String> there = new TreeSet<>();
    found.forEach(sidecar -> there.add(sidecar.path().toString()));
    List<ImportedSidecar> gone = new ArrayList<>();
    String name = String.valueOf(model.getFileName());
    Map<String, List<ImportedSidecar>> known = known(sha256, model.resolveSibling(""));
    for (SidecarNaming naming : SidecarNaming.ALL) {
      String path = model.resolveSibling(naming.nameFor(name)).toString();
      gone.addAll(known.getOrDefault(lower(path), List.of()));
    }
    gone.removeIf(
        sidecar ->
            there.contains(sidecar.path())
                || !folder.isGone(String.valueOf(Path.of(sidecar.path()).getFileName()), name));
    Map<String, ImportedSidecar> before = new HashMap<>();
    if (!there.isEmpty()) {
      sidecars
          .of(sha256, List.copyOf(there))
          .forEach(sidecar -> before.put(sidecar.path(), sidecar));
    }
    return new OfFile(before, gone);
  }

  private Map<String, List<ImportedSidecar>> known(String sha256, Path folder) {
    Map<String, Map<String, List<ImportedSidecar>>> many = folders.at(folder);
    Map<String, List<ImportedSidecar>> before = many.get(sha256);
    if (before != null) {
      return before;
    }
    List<ImportedSidecar> all = sidecars.in(folder.toString(), sha256);
    Map<String, List<ImportedSidecar>> known =
        all.stream().collect(Collectors.groupingBy(sidecar -> lower(sidecar.path())));
    if (all.size() > FEW) {
      many.put(sha256, known);
    }
    return known;
  }

  private static String lower(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
