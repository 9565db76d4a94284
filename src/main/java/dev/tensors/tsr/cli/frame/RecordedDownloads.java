package dev.tensors.tsr.cli.frame;

import static dev.tensors.tsr.fields.Field.bytes;
import static dev.tensors.tsr.fields.Field.flag;
import static dev.tensors.tsr.fields.Field.text;

import dev.tensors.tsr.cli.frame.Aria2.Download;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.model.files.ModelFileName;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Downloads recorded files again: the version that each is linked to, else the file of the
 * repository at Hugging Face.
 */
public final class RecordedDownloads {

  /**
   * SQL: a column of the version's file that has the recorded content, else of the one that CivitAI
   * offers first; as CivitAI itself told it.
   */
  private static final String OF_FILE =
      """
      (SELECT %%s FROM version_files vf
        LEFT JOIN file_hashes vh ON vh.file_id = vf.id AND vh.hash_type = 'SHA256'
        WHERE vf.version_id = v.id AND vf.fetched_at IS NOT NULL AND %s
        ORDER BY upper(vh.hash_value) = f.sha256 DESC, vf.is_primary DESC, %s DESC, vf.id
        LIMIT 1)"""
          .formatted(VersionFileType.isForUse("vf.type"), VersionFileType.isModel("vf.type"));

  private static final Field ADDRESS =
      text(
          "download_url",
          "CASE WHEN m.fetched_at IS NOT NULL THEN coalesce("
              + of("nullif(vf.download_url, '')")
              + ", CASE WHEN "
              + of("vf.is_primary")
              + " THEN v.download_url END) END");
  private static final Field FILE_NAME = text("file_name", of("vf.name"));
  private static final Field FILE_SIZE =
      bytes("file_size", of("CAST(round(vf.size_kb * 1024) AS INTEGER)"));
  private static final Field FILE_SHA256 = text("file_sha256", of("upper(vh.hash_value)"));
  private static final Field IS_GONE =
      flag("is_gone", "(m.gone_at IS NOT NULL OR v.gone_at IS NOT NULL)");

  /** What must be read of a file. */
  public static final List<Field> FIELDS =
      List.of(
          FileFields.FILE_PATH,
          FileFields.SHA256,
          FileFields.MODEL_ID,
          FileFields.VERSION_ID,
          FileFields.HF_REPO,
          FileFields.HF_PATH,
          FileFields.HF_REVISION,
          FileFields.SIZE,
          ADDRESS,
          FILE_NAME,
          FILE_SIZE,
          FILE_SHA256,
          IS_GONE);

  private final Aria2 aria2;
  private final String where;

  /**
   * @param where files are linked, and what to do: ends the reason why one that is not is left out
   */
  public RecordedDownloads(Aria2 aria2, String where) {
    this.aria2 = aria2;
    this.where = where;
  }

  private static String of(String column) {
    return OF_FILE.formatted(column);
  }

  /**
   * Writes the entry of a file, or tells why it is left out.
   *
   * @param folder where to put it; null: where aria2c is told to
   */
  public void add(FieldRow file, @Nullable Path folder) {
    boolean isInRepository =
        file.text(FileFields.HF_REPO) != null
            && (file.number(FileFields.VERSION_ID) == null || file.flag(IS_GONE));
    Download download = isInRepository ? ofRepository(file) : download(file);
    if (!isInRepository && file.number(FileFields.VERSION_ID) == null) {
      aria2.leaveOut(download, "no address is known, since it is not linked to CivitAI " + where);
    } else if (!isInRepository && file.flag(IS_GONE)) {
      aria2.leaveOut(download, "no longer at CivitAI; look for it elsewhere");
    } else if (folder != null && RecordedPath.isInHubCache(download.subject())) {
      aria2.leaveOut(download, Aria2.inHubCache(file.text(FileFields.HF_REPO)));
    } else if (aria2.accepts(download)) {
      if (folder == null || Aria2.canName(folder)) {
        aria2.write(download, folder);
      } else {
        aria2.leaveOut(download, "aria2c cannot read the name of its folder; download it by hand");
      }
    }
  }

  /** The content itself: a repository has it for ever under its commit. */
  private static Download ofRepository(FieldRow file) {
    String path = file.known(FileFields.FILE_PATH);
    return new Download(
        path,
        null,
        null,
        Repository.download(
            file.known(FileFields.HF_REPO),
            file.known(FileFields.HF_REVISION),
            file.known(FileFields.HF_PATH)),
        RecordedPath.name(path),
        ModelFileName.extension(path),
        file.number(FileFields.SIZE),
        file.known(FileFields.SHA256));
  }

  /** Of another content, the name and checksum are CivitAI's: it may be of another format. */
  private static Download download(FieldRow file) {
    String path = file.known(FileFields.FILE_PATH);
    String sha256 = file.known(FileFields.SHA256);
    boolean isSame = sha256.equals(file.text(FILE_SHA256));
    return new Download(
        path,
        file.number(FileFields.MODEL_ID),
        file.number(FileFields.VERSION_ID),
        file.text(ADDRESS),
        isSame ? RecordedPath.name(path) : file.text(FILE_NAME),
        isSame ? ModelFileName.extension(path) : null,
        file.number(FILE_SIZE),
        file.text(FILE_SHA256));
  }
}
