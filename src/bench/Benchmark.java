import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the built program against common tools, each pair in turn, and prints a table. It fails
 * if a measurement cannot be made, but not because of a time, since the machine may be busy.
 *
 * <p>Run by {@code mvn -Pbench verify}, or {@code mvn -Pbench verify -Dbench.parts=starts,large}
 * for some of the {@link #parts}. It needs Linux with OpenSSL, ExifTool, and GNU's coreutils and
 * findutils, Chromium with its driver for the page, 2 GiB for each core and 3 more for its files,
 * no root.
 */
public final class Benchmark {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** The number of large files for each core. */
  private static final long LARGE_BYTES = 2L << 30;

  private static final int FEW = 300;
  private static final int THOUSANDS = 10_000;
  private static final int MANY = 100_000;

  /** The number of models to cache. */
  private static final int REFRESHED = 1_600;

  private static final int CACHED = 20_000;

  /** In characters; as long as the limit of a model's answer allows. */
  private static final int LONG_DESCRIPTION = 20_000;

  /** In bytes; nearly the limit of the format. */
  private static final int WIDE_HEADER = 80_000_000;

  private static final int STARTS = 21;
  private static final int SCANS = 5;

  private final Path program;
  private final Path folder;
  private final Report report = new Report();
  private ManyModels.Queries queries;

  /** Some rows of the table. */
  @FunctionalInterface
  private interface Part {
    void measure() throws Throwable;
  }

  private Benchmark(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  public static void main(String[] args) throws Throwable {
    Path folder = Files.createTempDirectory("tsr-bench").toRealPath();
    try {
      new Benchmark(Path.of(args[0]), folder).run(args[1]);
    } finally {
      delete(folder);
    }
  }

  private void run(String names) throws Throwable {
    Map<String, Part> parts = parts();
    List<String> named =
        names.equals("all") ? List.copyOf(parts.keySet()) : List.of(names.split(","));
    if (!parts.keySet().containsAll(named)) {
      throw new IllegalArgumentException(names + ": the parts are " + parts.keySet());
    }
    report.begin();
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (named.contains(part.getKey())) {
        part.getValue().measure();
      }
    }
  }

  private Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("starts", this::starts);
    parts.put("large", this::largeFiles);
    parts.put("thousands", this::thousandsOfFiles);
    parts.put("memory", this::memory);
    parts.put("search", this::search);
    parts.put("pictures", this::pictures);
    parts.put("needs", this::needs);
    parts.put("files", this::manyFiles);
    parts.put("refresh", this::refresh);
    parts.put("hostile", this::hostileTexts);
    parts.put("cache", this::cacheMemory);
    parts.put("page", this::page);
    return parts;
  }

  /** What each command takes that does little. */
  private void starts() throws Exception {
    Path models = folder.resolve("few");
    Models.small(models, FEW);
    Path catalogue = folder.resolve("few.db");
    tsr(catalogue, "scan", models).run();
    try (StandIn civitai = new StandIn(100, 0)) {
      tsr(catalogue, "link", "--api-url", civitai.url()).run();
    }
    Path file = Models.path(models, FEW / 2);
    String reads = "opens the catalogue, and reads little";
    String lists = "300 rows, each of two dozen fields";
    start(3, "a runtime, and no catalogue", "tsr --version", command(program, "--version"));
    start(4, "the texts of all commands", "tsr --help", command(program, "--help"));
    Command completion = command(program, "__complete", "--", "db", "sc");
    start(4, "the options of all commands", "completion of tsr db sc", completion);
    start(3, reads, "triggers FILE", tsr(catalogue, "triggers", file));
    start(5, "all that is known of a file", "show FILE", tsr(catalogue, "show", file));
    start(5, lists, "list --json of 300 files", tsr(catalogue, "list", "--json"));
    start(4, reads, "search of 300 models", tsr(catalogue, "search", "style"));
    start(4, "compares versions", "outdated of 300 files", tsr(catalogue, "outdated"));
    start(4, "counts in all tables", "stats of 300 files", tsr(catalogue, "stats"));
  }

  private void start(int most, String why, String what, Command command) throws Exception {
    report.within(most, why, what, "java -version", inTurn(STARTS, command, java()));
  }

  /** The start of a runtime that does nothing: it depends on the machine, and not on tsr. */
  private Command java() {
    return command(javaHome("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-version");
  }

  private void largeFiles() throws Exception {
    Path models = Files.createDirectory(folder.resolve("large"));
    List<Command> openssl = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      Path file = models.resolve(i + ".safetensors");
      Models.large(file, LARGE_BYTES);
      openssl.add(command("openssl", "dgst", "-sha256", file));
    }
    Path catalogue = folder.resolve("large.db");
    Command scan = tsr(catalogue, "scan", models);
    Comparison times =
        Comparison.of(
            SCANS, () -> forget(catalogue), scan::run, () -> Command.runTogether(openssl));
    report.asFast(0.95, "first scan of a 2 GiB file per core", "openssl dgst per core", times);
    delete(models);
  }

  private void thousandsOfFiles() throws Throwable {
    Path models = folder.resolve("thousands");
    Models.small(models, THOUSANDS);
    settle();
    Path catalogue = folder.resolve("thousands.db");
    Command scan = tsr(catalogue, "scan", models);
    String hashAll = "find \"$0\" -type f -print0 | xargs -0 -n 100 -P \"$1\" sha256sum";
    Command sha256sum = command("sh", "-c", hashAll, models, CORES);
    report.asFast(
        1,
        "first scan of 10,000 files of 4 KiB",
        "xargs -n 100 -P sha256sum",
        Comparison.of(SCANS, () -> forget(catalogue), scan::run, sha256sum::run));
    Command find = command("find", models, "-printf", "%s %T@ %i\\n");
    report.under(1, "unchanged rescan of them", "find -printf", inTurn(SCANS, scan, find));
    int opened = opened(scan, models);
    report.figure("files that it opens", Integer.toString(opened), "none", opened == 0);
    link(catalogue);
  }

  /** Lets no writing of what was made disturb the measurement. */
  private void settle() throws Exception {
    command("sync").run();
  }

  /** Counts the model files that a rescan opens. */
  private static int opened(Command rescan, Path models) throws Throwable {
    try (Opens opens = new Opens(Models.folders(models, THOUSANDS))) {
      Files.readAllBytes(Models.path(models, 0));
      if (opens.count() != 1) {
        throw new IOException("inotify did not tell of a file that was opened");
      }
      rescan.run();
      return opens.count();
    }
  }

  private void link(Path catalogue) throws Exception {
    try (StandIn civitai = new StandIn(100, 0)) {
      tsr(catalogue, "link", "--api-url", civitai.url()).run();
      String calls = civitai.idCalls() + " + " + civitai.modelCalls();
      int most = 2 * THOUSANDS / 100;
      boolean met = civitai.idCalls() == 1 && civitai.modelCalls() <= most;
      report.figure("calls of link for 10,000 files and models", calls, "1 + " + most, met);
    }
  }

  private void memory() throws Exception {
    Path many = folder.resolve("many");
    Models.small(many, MANY);
    Path catalogue = folder.resolve("many.db");
    peak(160, "peak memory, first scan of 100,000 files", tsr(catalogue, "scan", many));
    peak(160, "peak memory, rescan of them", tsr(catalogue, "scan", many));
    delete(many);
    Comparison stats = inTurn(SCANS, tsr(catalogue, "stats"), java());
    report.under(1, "stats of 100,000 files in folders that are gone", "java -version", stats);
    Path wide = Files.createDirectory(folder.resolve("wide"));
    for (int i = 0; i < 2 * CORES; i++) {
      Models.wide(wide.resolve(i + ".safetensors"), WIDE_HEADER);
    }
    peak(
        160, "peak memory, scan of headers of 80 MB", tsr(folder.resolve("wide.db"), "scan", wide));
    delete(wide);
  }

  private void peak(int most, String what, Command command) throws Exception {
    long mib = command.runForPeak() >> 20;
    report.figure(what, mib + " MiB", "< " + most + " MiB", mib < most);
  }

  private void search() throws Exception {
    Path catalogue = manyModels();
    String lists = "the index's lists for each step";
    String texts = "the texts of all names, once";
    String both = "these lists, and the texts of some models";
    search(catalogue, 7, lists, "two words", queries.twoWords());
    search(catalogue, 5, texts, "two Han characters", queries.han());
    search(catalogue, 7, lists, "a common word", queries.commonWord());
    search(catalogue, 8, "long lists, once", "a word of all", "safetensors");
    search(catalogue, 7, texts, "a letter", "a");
    search(catalogue, 7, "all texts, for each step", "two letters", "q", "z");
    search(catalogue, 8, both, "a letter and a common word", "a", queries.commonWord());
    search(catalogue, 9, both, "a letter and a word of all", "e", "safetensors");
    search(catalogue, 6, texts, "what is in the names of very many versions", "v3");
    search(catalogue, 5, "the index of base models", "a base model", "-b", "sdxl");
    Object[] filtered = {"-b", "sdxl", "-t", "lora", "--sfw", "--missing", queries.commonWord()};
    search(catalogue, 8, lists, "a common word and four filters", filtered);
    Command all = tsr(catalogue, "search", "-n", 0, queries.commonWord());
    Comparison times = inTurn(SCANS, all, java());
    report.under(2, "all 150,000 models with that word", "java -version", times);
  }

  /** The catalogue of very many models, which is made once. */
  private Path manyModels() throws Exception {
    Path catalogue = folder.resolve("models.db");
    if (queries == null) {
      Command scan = tsr(catalogue, "scan", Files.createDirectory(folder.resolve("none")));
      scan.run();
      queries = ManyModels.fill(catalogue);
      scan.run(); // folds the texts that are not ASCII
    }
    return catalogue;
  }

  /** Of each, exiftool reads the texts, too, and writes no catalogue. */
  private void pictures() throws Exception {
    Path pictures = folder.resolve("pictures");
    Pictures.make(pictures, THOUSANDS);
    settle();
    Path catalogue = folder.resolve("pictures.db");
    Command images = tsr(catalogue, "images", pictures);
    Command exiftool = command("exiftool", "-q", "-r", "-j", pictures);
    report.asFast(
        10,
        "first images of 10,000 PNGs of 2 MB",
        "exiftool -r -j",
        Comparison.of(2, () -> forget(catalogue), images::run, exiftool::run));
    Command find = command("find", pictures, "-printf", "%s %T@ %i\\n");
    report.under(1, "unchanged images of them", "find -printf", inTurn(SCANS, images, find));
    delete(pictures);
  }

  private void needs() throws Exception {
    Path pictures = folder.resolve("picture");
    Pictures.make(pictures, 1);
    Command needs = tsr(manyModels(), "needs", Pictures.path(pictures, 0));
    String what = "needs in 300,000 models";
    report.within(5, "some look-ups", what, "java -version", inTurn(STARTS, needs, java()));
  }

  /** After the search, whose results would have these files. */
  private void manyFiles() throws Exception {
    Path catalogue = manyModels();
    ManyModels.addFiles(catalogue);
    Command list = tsr(catalogue, "list", queries.twoWords().split(" ")[0]);
    Comparison times = inTurn(SCANS, list, java());
    report.under(1, "list of a word in 300,000 files", "java -version", times);
  }

  private void search(Path catalogue, int most, String why, String what, Object... query)
      throws Exception {
    Command search = tsr(catalogue, "search", query);
    String row = "search 300,000 models: " + what;
    report.within(most, why, row, "java -version", inTurn(STARTS, search, java()));
  }

  private void refresh() throws Exception {
    try (StandIn one = new StandIn(1, 0);
        StandIn many = new StandIn(REFRESHED, 0)) {
      Command ofOne = cache(folder.resolve("one.db"), one, REFRESHED);
      Command ofMany = cache(folder.resolve("each.db"), many, REFRESHED);
      Comparison times = inTurn(SCANS, ofOne, ofMany);
      String why = "who made a model must not matter";
      report.within(1.2, why, "refresh 1,600 models of one creator", "of as many creators", times);
    }
  }

  /** The page in a browser. */
  private void page() throws Exception {
    try (Browser browser = new Browser()) {
      Pages pages = new Pages(report, browser);
      pages.measure(page("thousands", THOUSANDS), "10,000");
      pages.open(page("many", MANY), "100,000");
    }
  }

  private Path page(String name, int files) throws Exception {
    Path models = folder.resolve("shown-" + name);
    Models.small(models, files);
    Path catalogue = folder.resolve("shown-" + name + ".db");
    tsr(catalogue, "scan", models).run();
    ManyModels.linkFiles(catalogue);
    Path page = folder.resolve("page-" + name);
    tsr(catalogue, "page", page).run();
    return page;
  }

  private Command cache(Path catalogue, StandIn civitai, int models) {
    Object[] ids = IntStream.rangeClosed(1, models).boxed().toArray();
    return tsr(catalogue, "cache", "--api-url", civitai.url()).with(ids);
  }

  /** Headers and prompts whose parsing would take quadratic time in a naive parser. */
  private void hostileTexts() throws Exception {
    Path catalogue = folder.resolve("hostile.db");
    Path file = HostileTexts.header(Files.createDirectory(folder.resolve("hostile")));
    tsr(catalogue, "scan", file.getParent()).run();
    HostileTexts.prompt(catalogue);
    hostile("triggers of 400,000 brackets", tsr(catalogue, "triggers", file));
    Command prompts = tsr(catalogue, "prompts", HostileTexts.MODEL);
    hostile("prompts of 200,000 characters", prompts);
    hostile("the same as a1111", prompts.with("--format", "a1111"));
  }

  private void hostile(String what, Command command) throws Exception {
    report.under(1, what, "java -version", inTurn(SCANS, command, java()));
  }

  private void cacheMemory() throws Exception {
    try (StandIn civitai = new StandIn(100, LONG_DESCRIPTION)) {
      Command cache = cache(folder.resolve("cached.db"), civitai, CACHED);
      peak(256, "peak memory, cache of 20,000 models", cache);
    }
  }

  private static Comparison inTurn(int pairs, Command subject, Command yardstick) throws Exception {
    return Comparison.of(pairs, () -> {}, subject::run, yardstick::run);
  }

  private Command tsr(Path catalogue, String name, Object... arguments) {
    return command(program, "db", name, "--db", catalogue, "--quiet").with(arguments);
  }

  private Command command(Object... words) {
    return new Command(folder.resolve("talk"), words);
  }

  private static Path javaHome(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool);
  }

  /** Deletes the catalogue, so that the next scan is a first scan. */
  private static void forget(Path catalogue) throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(catalogue.resolveSibling(catalogue.getFileName() + suffix));
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
