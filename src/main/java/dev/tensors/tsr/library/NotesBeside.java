package dev.tensors.tsr.library;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The values from the sidecars of one file, which go where the file goes. */
public final class NotesBeside {

  /** A file with the content of the values. */
  private record Model(long id, String sha256, String path) {}

  private record SidecarPath(String path, SidecarNaming naming) {}

  private NotesBeside() {}

  /** Lets the values from a file's sidecars follow the file to a path that it is about to get. */
  public static void follow(Sql sql, long file, String path) throws SQLException {
    Optional<Model> old =
        sql.first(
            "SELECT sha256, file_path FROM local_files WHERE id = ? AND file_path <> ?",
            row -> new Model(file, row.getString(1), row.getString(2)),
            file,
            path);
    if (old.isPresent()) {
      follow(sql, old.get(), path);
    }
  }

  /** Lets the values from a file's sidecars follow the file to a path that it has got. */
  static void followed(Sql sql, LocalFile old, String path) throws SQLException {
    follow(sql, new Model(old.id(), old.sha256(), old.path()), path);
  }

  private static void follow(Sql sql, Model old, String path) throws SQLException {
    for (SidecarPath sidecar : of(sql, old)) {
      String name =
          sidecar
              .naming()
              .renamed(
                  PathNames.HERE.name(sidecar.path()),
                  PathNames.HERE.name(old.path()),
                  PathNames.HERE.name(path));
      sql.update(
          "UPDATE imported_notes SET path = ? WHERE sha256 = ? AND path = ?",
          PathNames.HERE.folder(path) + name,
          old.sha256(),
          sidecar.path());
    }
  }

  /**
   * Marks the values from a file's sidecars as older than those of any other sidecar, since the
   * user has forgotten the file.
   */
  static void outdate(Sql sql, long file, String sha256, String path) throws SQLException {
    for (SidecarPath sidecar : of(sql, new Model(file, sha256, path))) {
      sql.update(
          "UPDATE imported_notes SET mtime_ns = 0 WHERE sha256 = ? AND path = ?",
          sha256,
          sidecar.path());
    }
  }

  /** The sidecars that provided values, and are those of this file only. */
  private static List<SidecarPath> of(Sql sql, Model model) throws SQLException {
    String folder = PathNames.HERE.folder(model.path());
    String name = PathNames.HERE.name(model.path());
    List<String> paths =
        sql.list(
            "SELECT DISTINCT path FROM imported_notes WHERE sha256 = ?",
            row -> row.getString(1),
            model.sha256());
    List<SidecarPath> found = new ArrayList<>();
    for (String path : paths) {
      for (SidecarNaming naming : SidecarNaming.ALL) {
        if (path.startsWith(folder)
            && naming.nameFor(name).equalsIgnoreCase(path.substring(folder.length()))
            && !isOfOther(sql, model, new SidecarPath(path, naming))) {
          found.add(new SidecarPath(path, naming));
        }
      }
    }
    return found;
  }

  /**
   * Whether a copy in the folder has this sidecar, too, or rather: name.metadata.json is that of
   * name.metadata.safetensors before that of name.safetensors, and NAME.json of NAME.safetensors.
   */
  private static boolean isOfOther(Sql sql, Model model, SidecarPath sidecar) throws SQLException {
    String folder = PathNames.HERE.folder(model.path());
    String name = PathNames.HERE.name(sidecar.path());
    String suffix = sidecar.naming().suffix();
    Set<String> others = new TreeSet<>();
    if (!sidecar.naming().isShared()) {
      others.add(folder + name.substring(0, name.length() - suffix.length()));
    }
    String stem = ModelFileName.stemOfFile(model.path());
    Set<String> stems = new TreeSet<>();
    for (SidecarNaming naming : SidecarNaming.ALL) {
      int end = name.length() - naming.suffix().length();
      if (naming.isShared() && name.endsWith(naming.suffix()) && end >= stem.length()) {
        stems.add(name.substring(0, end));
      }
    }
    for (String other : stems) {
      ModelFileName.EXTENSIONS.forEach(extension -> others.add(folder + other + extension));
    }
    Conditions where =
        new Conditions()
            .andIn("file_path", List.copyOf(others))
            .and("+sha256 = ?", model.sha256())
            .and("id <> ?", model.id())
            .and("missing_since IS NULL");
    return sql.number("SELECT count(*) FROM local_files " + where.sql(), where.values()) > 0;
  }
}
