package dev.tensors.tsr.page;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.output.Json;
import dev.tensors.tsr.page.EntryPictures.LeftOut;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.FileOnPage;
import dev.tensors.tsr.page.PageContents.ModelWithoutFile;
import dev.tensors.tsr.page.PageContents.OwnOnPage;
import dev.tensors.tsr.page.folder.ContentHash;
import dev.tensors.tsr.page.folder.NotAPage;
import dev.tensors.tsr.page.folder.PageFolder;
import dev.tensors.tsr.page.folder.WebFiles;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.sqlite.Database;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Writes the page of a catalogue into its folder. */
final class PageWriter {

  /**
   * Counts of a page that was written.
   *
   * @param path of its index.html
   * @param files the model files that the page shows
   * @param models the CivitAI models that the page shows
   * @param pictures the pictures in the page's folder
   * @param bytes the size of all files of the page
   * @param written the number of files of the page that are new or changed
   * @param removed the number of files of the old page that were removed
   * @param leftOut the number of pictures that were left out
   * @param own the number of the user's own pictures that are recorded
   * @param notPg how many of them are left out since they are not PG
   */
  record PageResult(
      Path path,
      long files,
      long models,
      long pictures,
      long bytes,
      long written,
      long removed,
      long leftOut,
      long own,
      long notPg) {}

  /**
   * The page that the user asks for.
   *
   * @param folder a new or empty folder, or one that holds a page
   * @param chosenBy the terms as the user wrote them; empty: the page shows all files
   * @param own whether the page also shows the user's own pictures
   * @param all whether the page also shows cached models without a file here
   * @param mature whether the page also shows pictures and prompts that CivitAI does not rate PG
   * @param paths whether the page shows the paths of files; otherwise it shows only their names
   */
  record PageRequest(
      Path folder,
      List<Term> terms,
      String chosenBy,
      boolean own,
      boolean all,
      boolean mature,
      boolean paths) {}

  /** Receives the progress of writing a page. */
  interface PageListener {

    /** Called once, with the number of files and models that will be written. */
    void total(long count);

    /** Called before each file and model. If it throws, writing stops and the old page stays. */
    void next();

    /** Called for a picture that is left out of the page. */
    void leftOut(Path picture, String reason);
  }

  private final Database database;
  private final KeptPreviews previews;
  private final PageRequest request;
  private final PageListener listener;
  private final Set<Long> models = new HashSet<>();
  private final Set<Path> leftOut = new HashSet<>();
  private long files;
  private long own;
  private long notPg;

  private PageWriter(
      Database database, KeptPreviews previews, PageRequest request, PageListener listener) {
    this.database = database;
    this.previews = previews;
    this.request = request;
    this.listener = listener;
  }

  /**
   * Writes the page. If that fails, the old page stays.
   *
   * @throws NotAPage if the folder holds something else than a page
   * @throws IOException if a file cannot be written
   */
  static PageResult write(
      Database database, KeptPreviews previews, PageRequest request, PageListener listener)
      throws IOException, NotAPage {
    try (PageFolder folder = PageFolder.open(request.folder())) {
      return new PageWriter(database, previews, request, listener).write(folder);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private PageResult write(PageFolder folder) throws IOException {
    WebFiles web = new WebFiles(folder);
    PictureCopies pictures = new PictureCopies(folder, request.paths(), scannedFolders());
    try (IndexFile index = new IndexFile(folder.beginIndex(), web.styles())) {
      List<String> scripts = new ArrayList<>(web.scripts());
      scripts.add(writeCards(folder, index, pictures));
      index.end(scripts);
    }
    long removed = folder.complete();
    return new PageResult(
        folder.index(),
        files,
        models.size(),
        folder.count("pictures"),
        folder.bytes(),
        folder.written(),
        removed,
        leftOut.size(),
        own,
        notPg);
  }

  private Set<Path> scannedFolders() {
    Set<Path> folders = new HashSet<>(RecordedPath.all(new ScannedFolders(database).all()));
    folders.addAll(RecordedPath.all(ScannedFolders.ofImages(database).all()));
    return folders;
  }

  /** Writes the cards of the whole catalogue, and returns the address of their script. */
  private String writeCards(PageFolder folder, IndexFile index, PictureCopies pictures)
      throws IOException {
    MessageDigest digest = ContentHash.digest();
    try (Writer script =
            new OutputStreamWriter(
                new DigestOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(folder.beginCatalogue())),
                    digest),
                StandardCharsets.UTF_8);
        OrderedTasks tasks = new OrderedTasks()) {
      CardRows rows =
          new CardRows(
              script,
              request.paths() ? List.copyOf(new ScannedFolders(database).all()) : List.of());
      new PageContents(database)
          .each(
              request.terms(),
              request.own(),
              request.all(),
              request.mature(),
              new Entries(folder, rows, index, pictures, tasks));
      tasks.finish();
      rows.end(chosenBy());
    }
    String name = "page/catalogue-" + ContentHash.name(digest.digest()) + ".js";
    folder.completeCatalogue(name);
    return name;
  }

  /** Terms may name folders. */
  private String chosenBy() {
    return request.paths() || request.terms().isEmpty() ? request.chosenBy() : "terms";
  }

  private void leaveOut(LeftOut picture) {
    if (leftOut.add(picture.picture())) {
      listener.leftOut(picture.picture(), picture.reason());
    }
  }

  /**
   * A card whose details are stored.
   *
   * @param details the name of their script
   * @param pictures the number of pictures that the opened card shows
   */
  private record Stored(PageCard card, String details, long pictures, List<LeftOut> leftOut) {}

  /**
   * Writes the card and details of each file and model as the catalogue is read, so that memory
   * holds few of them. Other threads meanwhile draw the pictures and store the details of those
   * before.
   */
  private final class Entries implements PageContents.Reader {

    private final PageFolder folder;
    private final CardRows rows;
    private final IndexFile index;
    private final EntryPictures pictures;
    private final OrderedTasks tasks;
    private final OwnPictures ownPictures;

    Entries(
        PageFolder folder,
        CardRows rows,
        IndexFile index,
        PictureCopies copies,
        OrderedTasks tasks) {
      this.folder = folder;
      this.rows = rows;
      this.index = index;
      this.pictures = new EntryPictures(copies, previews, request.mature(), request.paths());
      this.tasks = tasks;
      this.ownPictures = new OwnPictures(folder, copies, request.mature(), request.paths());
    }

    @Override
    public void total(long count) {
      listener.total(count);
    }

    @Override
    public void own(OwnOnPage picture) {
      listener.next();
      own++;
      try {
        tasks.add(ownPictures.of(picture), described -> addOwn(picture, described));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void addOwn(OwnOnPage picture, OwnPictures.@Nullable Described described)
        throws IOException {
      if (described == null && picture.isMature() && !request.mature()) {
        notPg++;
      } else if (described != null && described.copied().name() != null) {
        ownPictures.add(described);
      } else if (described != null && described.copied().failure() != null) {
        leaveOut(new LeftOut(Path.of(picture.picture().path()), described.copied().failure()));
      }
    }

    @Override
    public void ownEnd() {
      try {
        tasks.finish(); // the cards name them
        rows.own(ownPictures.end(notPg));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void file(FileOnPage file) {
      files++;
      add(new FileEntry(file, request.paths()));
    }

    @Override
    public void copy() {
      files++;
      listener.next();
    }

    @Override
    public void model(ModelWithoutFile model) {
      add(new ModelEntry(model));
    }

    private void add(Entry entry) {
      listener.next();
      Long model = entry.modelId();
      if (model != null) {
        models.add(model);
      }
      Callable<EntryPictures.Chosen> chosen = pictures.of(entry);
      try {
        tasks.add(() -> store(entry, chosen.call()), this::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Stored store(Entry entry, EntryPictures.Chosen chosen) throws IOException {
      Map<String, @Nullable Object> fields = entry.details(chosen.examples());
      List<OwnPictures.Latest> latest = ownPictures.madeWith(entry.key());
      fields.put("own", latest.stream().map(OwnPictures.Latest::fields).toList());
      ShownPicture first = chosen.first();
      if (first == null && !latest.isEmpty()) {
        first = latest.getFirst().shown();
      }
      fields.put("original", first == null ? null : first.original());
      byte[] details =
          ("tsr.details(" + Json.text(fields) + ");\n").getBytes(StandardCharsets.UTF_8);
      String name = ContentHash.of(details);
      folder.store("details/" + name + ".js", details);
      return new Stored(entry.card(first), name, chosen.count() + latest.size(), chosen.leftOut());
    }

    private void add(Stored stored) throws IOException {
      stored.leftOut().forEach(PageWriter.this::leaveOut);
      rows.add(stored.card(), stored.details(), stored.pictures());
      index.add(stored.card());
    }
  }
}
