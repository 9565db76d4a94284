package dev.tensors.tsr.library.fields;

import static dev.tensors.tsr.fields.Field.bytes;
import static dev.tensors.tsr.fields.Field.computed;
import static dev.tensors.tsr.fields.Field.day;
import static dev.tensors.tsr.fields.Field.flag;
import static dev.tensors.tsr.fields.Field.id;
import static dev.tensors.tsr.fields.Field.list;
import static dev.tensors.tsr.fields.Field.number;
import static dev.tensors.tsr.fields.Field.path;
import static dev.tensors.tsr.fields.Field.real;
import static dev.tensors.tsr.fields.Field.text;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.NamedFiles;
import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.library.notes.UserTags;
import dev.tensors.tsr.library.parts.IncompleteModels;
import dev.tensors.tsr.library.parts.KnownFiles;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.library.versions.NewerCommits;
import dev.tensors.tsr.library.versions.NewerVersions;
import dev.tensors.tsr.model.BaseLicence;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a recorded file: an entry for each field. The order of the listed ones is
 * that of the JSON's keys; new ones come last.
 *
 * <p>In their SQL f is local_files, k v_known_identity (the best that is known of type and base
 * model), m, v and c the model, version and creator that the file is linked to, latest the model's
 * latest version, note what the user noted in tsr, and used the pictures and workflows that name
 * its content.
 */
public final class FileFields {

  private static final String BELOW_ROOT =
      """
      (SELECT substr(f.file_path, length(r.path) + 1) FROM scan_roots r
        WHERE substr(f.file_path, 1, length(r.path) + 1) = r.path || '\
      """
          + PathNames.HERE.separator()
          + "')";

  /** SQL: the trigger words that CivitAI knows, each in a line, in their order. */
  private static final String LINES = "group_concat(w.word, char(10) ORDER BY w.position, w.id)";

  /**
   * SQL: the trigger words as a JSON array. Where each text is surely one word, and none is there
   * twice, SQLite makes it in a fraction of the time.
   */
  private static final String WORDS =
      """
      coalesce((SELECT CASE
          WHEN count(DISTINCT w.word) = count(*)
            AND NOT max(w.word GLOB '*[^ -+.-~-]*' OR w.word <> trim(w.word) OR w.word = ''
              OR octet_length(w.word) <> length(w.word))
            THEN '[' || group_concat(%s, ',' ORDER BY w.position, w.id) || ']'
          ELSE split_words(%s) END
        FROM trained_words w WHERE w.version_id = v.id), '[]')\
      """
          .formatted(Field.jsonString("w.word"), LINES);

  private static final String OWN_TAGS = "nullif(" + UserTags.of("f.sha256") + ", '')";

  private static final String OF_MODEL =
      """
      FROM model_tags mt JOIN tags t ON t.id = mt.tag_id
      WHERE mt.model_id = m.id AND t.name <> ''\
      """;

  /**
   * SQL: the user's own tags, then those of the model, as a JSON array; of the same ones the first.
   * Where there are only the model's, all in ASCII, they need not be looked at one by one.
   */
  private static final String ALL_TAGS =
      """
      coalesce(
        iif(%2$s IS NULL, (SELECT CASE
            WHEN count(*) = 0 THEN '[]'
            WHEN count(DISTINCT lower(t.name)) = count(*)
              AND min(octet_length(t.name) = length(t.name))
              THEN '[' || group_concat(%4$s, ',' ORDER BY mt.tag_id) || ']' END %5$s), NULL),
        (SELECT coalesce('[' || group_concat(%1$s, ',' ORDER BY place) || ']', '[]') FROM (
          SELECT name, min(place) AS place FROM (
            SELECT value AS name, key - 9223372036854775807 AS place FROM json_each(own_tags(%2$s))
            UNION ALL
            SELECT t.name, mt.tag_id %5$s)
          GROUP BY %3$s)))\
      """
          .formatted(
              Field.jsonString("name"),
              OWN_TAGS,
              Term.folded("name"),
              Field.jsonString("t.name"),
              OF_MODEL);

  private static final String FOLDER_BELOW_ROOT = "coalesce(" + BELOW_ROOT + ", f.file_path)";

  public static final Field ID = id("id", "f.id");
  public static final Field FILE_PATH =
      path("file_path", "f.file_path").headed("FILE").called("path");
  public static final Field SHA256 = text("sha256", "f.sha256");
  public static final Field SIZE =
      bytes("size_bytes", "f.size_bytes").headed("SIZE").called("size");
  public static final Field HEADER_SIZE = number("header_size", "f.header_size");
  public static final Field TENSORS = number("tensor_count", "f.tensor_count");
  public static final Field MODEL_ID = id("civitai_model_id", "f.civitai_model_id");
  public static final Field VERSION_ID = id("civitai_version_id", "f.civitai_version_id");
  public static final Field MODEL_NAME =
      text(
              "model_name",
              "coalesce(m.name, CASE WHEN f.civitai_version_id IS NULL THEN f.hf_repo END)")
          .headed("MODEL")
          .called("model")
          .matching(ofTexts(() -> FileTexts.MODEL));
  public static final Field TYPE = text("model_type", "k.type").headed("TYPE").called("type");
  public static final Field VERSION_NAME =
      text("version_name", "v.name").headed("VERSION").called("version");
  public static final Field BASE = text("base_model", "k.base_model").headed("BASE").called("base");
  public static final Field CREATOR =
      text("creator", "c.username").matching(ofTexts(() -> FileTexts.CREATOR));
  public static final Field TRIGGERS =
      list("triggers", WORDS)
          .called("word")
          .sortedBy(
              """
              (SELECT w.word FROM trained_words w WHERE w.version_id = v.id
                ORDER BY w.position, w.id LIMIT 1)\
              """)
          .matching(ofTexts(() -> FileTexts.WORD));
  public static final Field MISSING_SINCE =
      day("missing_since", "f.missing_since").headed("MISSING SINCE");
  public static final Field CREATED_AT = day("created_at", "f.created_at").called("added");
  public static final Field IDENTIFIED_BY = text("identified_by", "k.identified_by");
  public static final Field TAGS =
      list("tags", ALL_TAGS)
          .called("tag")
          .sortedBy(
              """
              coalesce(%s, (SELECT t.name FROM model_tags mt
                JOIN tags t ON t.id = mt.tag_id WHERE mt.model_id = m.id
                ORDER BY mt.tag_id LIMIT 1))\
              """
                  .formatted(OWN_TAGS))
          .matching(ofTexts(() -> FileTexts.TAG));

  /** Whether CivitAI marks the model as mature; false if unknown. */
  public static final Field MATURE = flag("mature", "coalesce(m.nsfw, 0)").unlisted();

  /** The page of the model. */
  public static final Field PAGE_URL =
      text(
          "page_url",
          """
          coalesce(
            CASE WHEN m.nsfw = 1 THEN '%s' ELSE '%s' END || f.civitai_model_id,
            '%s' || f.hf_repo)\
          """
              .formatted(ModelPage.start(true), ModelPage.start(false), Repository.START));

  public static final Field NOTE =
      text("note", "coalesce(note.text, " + imported(ImportedNotes.TEXT) + ")");
  public static final Field RATING = number("rating", "note.rating");
  public static final Field FAVOURITE =
      flag(
          "favourite",
          "(coalesce(note.favourite, 0) OR " + imported(ImportedNotes.FAVOURITE) + " IS NOT NULL)");

  /** Whether verify found it damaged. */
  public static final Field IS_DAMAGED = flag("is_damaged", "f.damaged_at IS NOT NULL");

  /** Fields with much SQL, which few queries need. */
  public static final class Newer {

    /**
     * Whether there is a newer version that can be had, and is neither here nor ignored, or another
     * content at a newer commit of its repository.
     */
    public static final Field IS_OUTDATED =
        flag(
            "is_outdated",
            "(EXISTS (SELECT 1 FROM model_versions n WHERE n.id = %s AND %s) OR %s)"
                .formatted(
                    NewerVersions.newest(false, false),
                    NewerVersions.IS_NOT_HERE,
                    NewerCommits.IS_OUTDATED));

    /** The commit of its repository at Hugging Face that has another content in its place. */
    public static final Field COMMIT = text("newer_commit", NewerCommits.COMMIT);

    private Newer() {}
  }

  /**
   * How many of the user's pictures, videos and sounds were made with it; null: none was read yet.
   */
  public static final Field IMAGES_MADE = number("images_made", ifRecorded("used.images"));

  /**
   * How many of the user's workflows load it; null: neither pictures nor workflows were read yet.
   */
  public static final Field WORKFLOWS_USED = number("workflows_used", ifRecorded("used.workflows"));

  /** Both of them together. */
  public static final Field USES =
      number("uses", ifRecorded("used.images + used.workflows")).unlisted();

  public static final Field LAST_USED_AT =
      day("last_used_at", ofNanoseconds("used.last_ns")).called("used").sortedBy("used.last_ns");
  public static final Field BASE_CANDIDATES =
      list(
              "base_candidates",
              "coalesce('[' || replace("
                  + Field.jsonString("k.base_candidates")
                  + ", '; ', '\",\"') || ']', '[]')")
          .sortedBy("k.base_candidates")
          .matching((_, _, value) -> value.of("k.base_candidates"));
  public static final Field LINK_SOURCE =
      text(
              "link_source",
              """
              CASE WHEN f.civitai_version_id IS NULL AND f.hf_repo IS NOT NULL THEN '%s'
                ELSE f.link_source END\
              """
                  .formatted(LinkSource.HUGGINGFACE.word()))
          .called("source")
          .ofWords(LinkSource.words());
  public static final Field LINK_MATCH = text("link_match", "f.link_match");

  /** What the model's creator allows. */
  public static final Field PERMISSIONS =
      Permissions.LICENCE.matching((_, _, value) -> permits(value));

  /** The licence of the base model; null also where the tensors leave several possible. */
  public static final Field BASE_LICENCE = text("base_licence", "licence.name");

  /** When CivitAI first answered that it no longer has the model or the version. */
  private static final Field GONE_AT = day("gone_at", "coalesce(m.gone_at, v.gone_at)");

  /** When the version was published. */
  public static final Field PUBLISHED_AT =
      day("published_at", "v.published_at").called("published");

  /** The class as which others load a text encoder or a VAE. */
  public static final Field COMPONENT = text("component", "f.component");

  public static final Field KNOWN_NAME = text("known_name", "known.name");
  private static final Field KNOWN_URL = text("known_url", "known.url");

  /** CivitAI's name of the version, which other programs take, too. */
  private static final Field AIR = text("air", "v.air");

  /** How the SHA-256 is known: read, or, claimed, from somewhere else. */
  private static final Field HASH_SOURCE = text("hash_source", "f.hash_source");

  /** The repository at Hugging Face that has the file, such as Comfy-Org/z_image_turbo. */
  public static final Field HF_REPO = text("hf_repo", "f.hf_repo");

  /** Its path there. */
  public static final Field HF_PATH = text("hf_path", "f.hf_path");

  /** The commit. */
  public static final Field HF_REVISION = text("hf_revision", "f.hf_revision");

  /** The repository's licence; null: not told, or the repository is not cached. */
  public static final Field HF_LICENCE =
      text(
          "hf_licence",
          """
          (SELECT h.licence FROM hf_repositories h WHERE h.repo = f.hf_repo
            ORDER BY h.revision = f.hf_revision DESC, h.fetched_at DESC LIMIT 1)\
          """);

  /** The type that the tensors show, whatever CivitAI says. */
  public static final Field HEADER_TYPE = text("header_type", "f.type");

  /** The words of {@code is:} that hold. */
  public static final Field STATES_OF_FILE =
      computed("states", Field.Kind.LIST, FileFields::states, "f.id")
          .matching(FileFields::isInState)
          .unlisted();

  /**
   * How many of the listed fields the first release had: show has its own ones before the others.
   */
  public static final int OF_FIRST_RELEASE = 33;

  /** The base model, marked where the tensors leave others possible, too. */
  private static final Field SHOWN_BASE =
      text(
          "base_model",
          """
          CASE WHEN instr(k.base_candidates, '; ') THEN coalesce(
              k.base_model, substr(k.base_candidates, 1, instr(k.base_candidates, '; ') - 1)) || '?'
            ELSE k.base_model END\
          """);

  public static final Field PRECISION = text("precision", "f.precision");
  public static final Field PARAMETERS = number("parameters", "f.parameters");
  public static final Field RANK = number("rank", "f.lora_rank");

  private static final Field NAME =
      text("name", LocalFiles.NAME.replace("file_path", "f.file_path")).unlisted();
  private static final Field MODIFIED =
      day("modified", ofNanoseconds("f.mtime_ns")).called("date").sortedBy("f.mtime_ns").unlisted();
  private static final Field FOLDER =
      path(
              "folder",
              "coalesce(trim(%s, '/'), rtrim(%s, '/'))"
                  .formatted(folderOf(BELOW_ROOT), folderOf("f.file_path")))
          .matching((_, _, value) -> isIn(value))
          .unlisted();

  /** How strong the user wants an adapter to be. */
  public static final Field WEIGHT =
      real(
              "weight",
              "coalesce(note.weight, CAST(%s AS REAL))".formatted(imported(ImportedNotes.WEIGHT)))
          .unlisted();

  private static final Set<String> IN_PATH = Set.of("file_path", "name", "folder", "text");

  private static final Map<String, Supplier<String>> JOINS = new LinkedHashMap<>();
  private static final Map<String, FieldTable.State> STATES = new LinkedHashMap<>();

  static {
    JOINS.put("k", () -> "JOIN v_known_identity k ON k.local_file_id = f.id");
    JOINS.put("m", () -> "LEFT JOIN models m ON m.civitai_id = f.civitai_model_id");
    JOINS.put("v", () -> "LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id");
    JOINS.put("c", () -> "LEFT JOIN creators c ON c.id = m.creator_id");
    JOINS.put(
        "latest",
        // One of them: someone's SQL can give a model two latest versions.
        () ->
            """
        LEFT JOIN model_versions latest ON latest.id = (
          SELECT min(id) FROM model_versions WHERE model_id = m.id AND version_index = 0)\
        """);
    // The signs: SQLite makes an index of the rows, which it does not by what has a column's
    // affinity.
    JOINS.put(
        "licence",
        () ->
            "LEFT JOIN ("
                + Sql.table(BaseLicence.OF_BASE_MODELS, "base_model", "name")
                + ") licence\nON licence.base_model = +k.base_model AND coalesce(instr(k.base_candidates, ';'), 0)"
                + " = 0");
    JOINS.put(
        "known", () -> "LEFT JOIN (" + KnownFiles.query() + ") known ON known.sha256 = +f.sha256");
    JOINS.put("note", () -> "LEFT JOIN notes note ON note.sha256 = f.sha256");
    JOINS.put("used", () -> "LEFT JOIN content_uses used ON used.sha256 = f.sha256");

    state("linked", () -> "f.civitai_version_id IS NOT NULL");
    state("unlinked", () -> "f.civitai_version_id IS NULL");
    STATES.put("here", (database, _) -> isHere("f", database));
    state("missing", () -> "f.missing_since IS NOT NULL");
    STATES.put(
        "unreachable",
        (database, _) -> isHere("f", database).negated().and("f.missing_since IS NULL"));
    state("failed", () -> "0"); // other rows: those of the table FAILED
    state("damaged", () -> IS_DAMAGED.sql().getFirst());
    state("gone", () -> "(m.gone_at IS NOT NULL OR v.gone_at IS NOT NULL)");
    state("outdated", () -> Newer.IS_OUTDATED.sql().getFirst());
    state(
        "ignored",
        () -> "EXISTS (SELECT 1 FROM ignored_versions g WHERE g.model_id = f.civitai_model_id)");
    state(
        "unused",
        () ->
            // Not EXISTS: SQLite would go through all pictures for each file.
            "coalesce(used.images + used.workflows, 0) = 0"
                + " AND (SELECT max(id) FROM own_images) IS NOT NULL AND "
                + FileUses.areNamed());
    state("favourite", () -> FAVOURITE.sql().getFirst());
    state("mature", () -> MATURE.sql().getFirst());
    state(
        "paid",
        () ->
            """
            EXISTS (SELECT 1 FROM model_versions p
              WHERE p.model_id = v.model_id AND p.base_model IS v.base_model AND %s)\
            """
                .formatted(NewerVersions.isNewestAndPaid("p")));
    STATES.put(
        "copy",
        (database, _) ->
            isHere("other", database)
                .within(
                    """
                    EXISTS (SELECT 1 FROM local_files other
                      WHERE other.sha256 = f.sha256 AND other.id <> f.id AND %s)\
                    """));
    state("superseded", NewerVersions::isNewerHere);
    state("conflict", FileFields::contradictsTensors);
    STATES.put("incomplete", (database, _) -> IncompleteModels.of(database));
    STATES.put("misfiled", (_, sql) -> isMisfiled(sql));
  }

  /** One of a file's texts, or the model that an address names. */
  private static final Field.Matching ANY_TEXT =
      new Field.Matching() {
        @Override
        public Conditions of(Database database, Sql sql, Term.Value value) throws SQLException {
          return hasText(sql, value);
        }

        @Override
        public boolean joins(String text) {
          return ModelReference.ofAddress(text).isEmpty() && Repository.of(text).isEmpty();
        }
      };

  private FileFields() {}

  /**
   * How terms compare some texts.
   *
   * @param texts asked for only where a term compares them
   */
  private static Field.Matching ofTexts(Supplier<List<FileTexts.Texts>> texts) {
    return new Field.Matching() {
      @Override
      public Conditions of(Database database, Sql sql, Term.Value value) throws SQLException {
        return FileTexts.match(sql, value, texts.get());
      }

      @Override
      public boolean joins(String text) {
        return true;
      }
    };
  }

  /** Whether the path of a file shows the field; a text may be in any field. */
  public static boolean isShownByPath(Field field) {
    return IN_PATH.contains(field.key());
  }

  /** The condition that a file is in a state; each file is in some. */
  private static Conditions isInState(Database database, Sql sql, Term.Value value)
      throws SQLException {
    if (!(value instanceof Term.Value.Text(String word, _))) {
      return new Conditions().and(value instanceof Term.Value.None ? "0" : "1");
    }
    FieldTable.State state = STATES.get(word);
    return state == null ? new Conditions().and("0") : state.of(database, sql);
  }

  private static Field.Values states(Database database, Sql sql) throws SQLException {
    return TABLE.stateWords(database, sql);
  }

  private static void state(String word, Supplier<String> sql) {
    STATES.put(word, (_, _) -> new Conditions().and(sql.get()));
  }

  /** The recorded files of a catalogue. */
  public static final FieldTable TABLE =
      new FieldTable(
          "files",
          "local_files f",
          "f.id",
          JOINS,
          Map.of(
              "used.",
              (database, sql) -> new FileUses(database).prepare(sql),
              "split_words(",
              (_, sql) -> sql.define("split_words", FileFields::splitWords),
              "own_tags(",
              (_, sql) -> sql.define("own_tags", FileFields::ownTags)),
          "f.file_path",
          List.of(
              ID,
              FILE_PATH,
              SHA256,
              SIZE,
              HEADER_SIZE,
              TENSORS,
              MODEL_ID,
              VERSION_ID,
              MODEL_NAME,
              TYPE.matching((database, _, value) -> hasType(new ModelKinds(database), value)),
              VERSION_NAME,
              BASE.matching((database, _, value) -> hasBase(new ModelKinds(database), value))
                  .inTable(SHOWN_BASE),
              CREATOR,
              TRIGGERS,
              id("latest_version_id", "latest.civitai_id"),
              text("latest_version_name", "latest.name"),
              MISSING_SINCE,
              CREATED_AT,
              day("updated_at", "f.updated_at"),
              IDENTIFIED_BY,
              PRECISION,
              PARAMETERS,
              RANK,
              TAGS,
              PAGE_URL,
              NOTE,
              RATING,
              FAVOURITE,
              IMAGES_MADE,
              LAST_USED_AT,
              BASE_CANDIDATES,
              LINK_SOURCE,
              LINK_MATCH,
              PERMISSIONS,
              BASE_LICENCE,
              GONE_AT,
              PUBLISHED_AT,
              COMPONENT,
              KNOWN_NAME,
              KNOWN_URL,
              AIR,
              HASH_SOURCE,
              HF_REPO,
              HF_PATH,
              HF_REVISION,
              HF_LICENCE,
              HEADER_TYPE,
              WORKFLOWS_USED,
              STATES_OF_FILE,
              USES,
              NAME,
              MODIFIED,
              FOLDER,
              WEIGHT,
              text("hash", "f.sha256").matching((_, sql, value) -> hasHash(sql, value)).unlisted(),
              text("text", "f.file_path").matching(ANY_TEXT).unlisted(),
              MATURE),
          STATES);

  /**
   * The files that a scan refused: with the keys of other files, of which only path and size are
   * known, and then the reason and the time of the failure.
   */
  public static FieldTable failed() {
    List<Field> fields = new ArrayList<>();
    for (Field field : TABLE.listed()) {
      boolean isKnown = field.equals(FILE_PATH) || field.equals(SIZE);
      fields.add(isKnown ? field : unknown(field));
    }
    fields.add(text("reason", "f.reason").headed("REASON"));
    fields.add(day("failed_at", "f.failed_at").headed("SINCE"));
    fields.add(NAME);
    fields.add(MODIFIED);
    fields.add(FOLDER);
    fields.add(text("text", "(f.file_path || char(10) || f.reason)").unlisted());
    return new FieldTable(
        "failed files",
        "(SELECT path AS file_path, size_bytes, mtime_ns, reason, failed_at FROM failed_files) f",
        "f.file_path",
        Map.of(),
        Map.of(),
        "f.file_path",
        fields,
        Map.of());
  }

  /** A field that is unknown of each row. */
  private static Field unknown(Field field) {
    String none =
        field.kind() == Field.Kind.FLAG ? "0" : field.kind() == Field.Kind.LIST ? "'[]'" : "NULL";
    return computed(field.key(), field.kind(), null, none)
        .called(field.names().toArray(String[]::new))
        .sortedBy("NULL");
  }

  /** SQL: a number of uses; null before pictures, of which any could use the file, were read. */
  private static String ifRecorded(String count) {
    return """
    CASE WHEN EXISTS (SELECT 1 FROM own_images) OR EXISTS (SELECT 1 FROM image_roots)
      THEN coalesce(%s, 0) END\
    """
        .formatted(count);
  }

  private static String imported(String key) {
    return ImportedNotes.value("f.sha256", key);
  }

  /** SQL: a time in ISO 8601 from nanoseconds since 1970. */
  private static String ofNanoseconds(String column) {
    // Rounded down, also before 1970.
    return """
    strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ',
      (%1$s - (%1$s %% 1000000000 + 1000000000) %% 1000000000) / 1000000000, 'unixepoch')\
    """
        .formatted(column);
  }

  /**
   * A file that is not marked missing, and whose folder can be reached.
   *
   * @param file the alias of local_files
   */
  private static Conditions isHere(String file, Database database) {
    Conditions here = new Conditions().and(file + ".missing_since IS NULL");
    for (String folder : new UnreachableFolders(database).all()) {
      PathRange below = PathRange.of(folder);
      here.and(
          "NOT (%1$s.file_path > ? AND %1$s.file_path < ?)".formatted(file),
          below.start(),
          below.end());
    }
    return here;
  }

  /**
   * SQL: the tensors show a type or base models that are not CivitAI's. What only metadata claims
   * contradicts nothing.
   */
  private static String contradictsTensors() {
    return """
    (m.type <> 'Other' AND f.type <> m.type AND k.type = m.type AND NOT (%s)
      OR v.base_model <> 'Other' AND f.base_candidates <> '' AND f.identified_by IS NOT 'metadata'
        AND instr('; ' || f.base_candidates || '; ', '; ' || v.base_model || '; ') = 0)\
    """
        .formatted(
            Stream.of(ModelKind.values())
                .filter(kind -> kind.modelTypes().size() > 1)
                .map(kind -> "'" + String.join("', '", kind.modelTypes()) + "'")
                .map("f.type IN (%1$s) AND m.type IN (%1$s)"::formatted)
                .collect(Collectors.joining(" OR ")));
  }

  /** The condition that a file lies in a folder for models of other types. */
  private static Conditions isMisfiled(Sql sql) throws SQLException {
    sql.define("wrong_folder", FileFields::wrongFolder);
    return new Conditions()
        .and(
            """
            wrong_folder(coalesce(f.type, k.type) || char(10) || coalesce(k.base_model, '')
              || char(10) || %s) IS NOT NULL\
            """
                .formatted(BELOW_ROOT));
  }

  /** The wrong folder of a type, a base model and a path, each in a line; null if there is none. */
  private static @Nullable String wrongFolder(String file) {
    int type = file.indexOf('\n');
    int base = file.indexOf('\n', type + 1);
    return Layout.wrongFolder(
            null, file.substring(base + 1), file.substring(0, type), file.substring(type + 1, base))
        .orElse(null);
  }

  /** The condition that the creator of a file's model allows something. */
  private static Conditions permits(Term.Value value) {
    return value instanceof Term.Value.None
        ? permits(new Term.Value.Any()).negated()
        : Permissions.match("t", value)
            .within("f.civitai_model_id IN (SELECT t.civitai_id FROM models t WHERE %s)");
  }

  /** The condition that a file has a type that a user can mean by a word. */
  private static Conditions hasType(ModelKinds kinds, Term.Value value) {
    return value instanceof Term.Value.Text(String word, boolean isWhole) && !isWhole
        ? new Conditions().andIn("k.type", kinds.typesCalled(List.of(word)))
        : value.of("k.type");
  }

  /**
   * The condition that a file has a base model, or may have it by its tensors: as the identity k,
   * but which versions match is asked once, and not for each file.
   */
  private static Conditions hasBase(ModelKinds kinds, Term.Value value) {
    return value instanceof Term.Value.Text(String word, boolean isWhole) && !isWhole
        ? Conditions.anyOf(
            List.of(
                new Conditions()
                    .andIn("base_model", kinds.baseModelsCalled(List.of(word)))
                    .within(
                        "f.civitai_version_id IN (SELECT civitai_id FROM model_versions WHERE %s)"),
                Conditions.anyOf(
                        List.of(
                            new Conditions()
                                .andIn("f.base_model", kinds.baseModelsCalled(List.of(word))),
                            new Conditions()
                                .andIn("f.base_candidates", kinds.candidatesCalled(List.of(word)))))
                    .and(
                        """
                        NOT EXISTS (SELECT 1 FROM model_versions t
                          WHERE t.civitai_id = f.civitai_version_id AND t.base_model IS NOT NULL)\
                        """),
                new Conditions()
                    .andIn("t.base_model", kinds.baseModelsCalled(List.of(word)))
                    .within(
                        """
                        f.hf_repo IS NOT NULL AND EXISTS (SELECT 1 FROM v_known_identity t
                          WHERE t.local_file_id = f.id AND t.identified_by = 'huggingface' AND %s)\
                        """)))
        : value.of("k.base_model");
  }

  /**
   * The number of files that are not missing and match some terms, as list finds them; 0 if one is
   * no term.
   */
  public static long count(Database database, List<String> words) {
    List<Term> terms;
    try {
      terms = Term.ofAll(words, TABLE, null);
      Term.requireFew(terms);
    } catch (Term.Invalid e) {
      return 0;
    }
    terms.add(Term.ofNoState("missing"));
    return new FieldQuery(TABLE, List.of()).where(terms).count(database);
  }

  /** The condition that one of a file's texts has a value, or that it is of the model it names. */
  private static Conditions hasText(Sql sql, Term.Value value) throws SQLException {
    Repository repository =
        value instanceof Term.Value.Text(String text, boolean isWhole) && !isWhole
            ? Repository.of(text).orElse(null)
            : null;
    if (repository != null) {
      return NamedFiles.isIn(repository);
    }
    ModelReference named =
        value instanceof Term.Value.Text(String text, boolean isWhole) && !isWhole
            ? ModelReference.ofAddress(text).orElse(null)
            : null;
    if (named == null) {
      return FileTexts.match(sql, value, FileTexts.ALL);
    }
    Conditions ofModel = new Conditions();
    if (named.modelId() != null) {
      ofModel.and("f.civitai_model_id = ?", named.modelId());
    }
    if (named.versionId() != null) {
      ofModel.and("f.civitai_version_id = ?", named.versionId());
    }
    return ofModel;
  }

  /** A part of the folder's path below the scanned folder, or all that is in an absolute folder. */
  private static Conditions isIn(Term.Value value) {
    if (!(value instanceof Term.Value.Text(String folder, boolean isWhole))) {
      return value.of("trim(" + slashed(folderOf(FOLDER_BELOW_ROOT)) + ", '/')");
    }
    Path absolute = RecordedPath.of(folder).filter(Path::isAbsolute).orElse(null);
    if (!isWhole && absolute == null) {
      return new Term.Value.Text(PathNames.HERE.slashed(folder), false)
          .of(slashed(folderOf(FOLDER_BELOW_ROOT)));
    }
    String path = absolute == null ? folder : absolute.normalize().toString();
    if (isWhole) {
      String bare = PathNames.HERE.slashed(path).replaceAll("^/+|(?<!/)/+$", "");
      String compared = folderOf(absolute == null ? FOLDER_BELOW_ROOT : "f.file_path");
      return new Term.Value.Text(bare, true).of("trim(" + slashed(compared) + ", '/')");
    }
    PathRange below = PathRange.of(path);
    return new Conditions().and("f.file_path > ? AND f.file_path < ?", below.start(), below.end());
  }

  /** SQL: a path with the separator that people type. */
  private static String slashed(String path) {
    return PathNames.HERE == PathNames.WINDOWS ? "replace(" + path + ", '\\', '/')" : path;
  }

  /** SQL: a path without the file's name. */
  private static String folderOf(String path) {
    return "substr(%1$s, 1, length(%1$s) - length(%2$s))".formatted(path, NAME.sql().getFirst());
  }

  /** Any hash of the file: of its header, too, or of the file at CivitAI that it is. */
  private static Conditions hasHash(Sql sql, Term.Value value) throws SQLException {
    if (!(value instanceof Term.Value.Text(String text, boolean isWhole))) {
      return value.of("f.sha256");
    }
    return new Conditions()
        .and(
            "f.id IN (SELECT value FROM json_each(?))",
            Sql.array(new FileMatches(sql).withHash(ModelHash.plain(text), isWhole)));
  }

  /** As SQLite makes it of other words, hidden characters still to be escaped. */
  private static String splitWords(String lines) {
    StringJoiner words = new StringJoiner("\",\"", "[\"", "\"]").setEmptyValue("[]");
    PackedWords.split(List.of(lines))
        .forEach(word -> words.add(word.replace("\\", "\\\\").replace("\"", "\\\"")));
    return words.toString();
  }

  private static String ownTags(String lines) {
    return Sql.array(Notes.lines(lines));
  }
}
