import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Puts the program together: a Java runtime of its own, the jars, the native libraries beside them,
 * the launchers, the manual pages, and the AOT caches that make it start fast.
 *
 * <p>Run by the build in the JDK that compiled the program: {@code java Distribution.java TARGET
 * JAR TIME}, where TIME is the ISO 8601 time that the jars and the archive's entries get.
 */
public final class Distribution {

  /** java.desktop reads and writes the pictures of a page. It makes the archive 9 MB larger. */
  private static final String MODULES =
      "java.base,java.sql,java.net.http,java.logging,java.naming,java.desktop";

  /** Native libraries of java.desktop that no picture needs. */
  private static final String NOT_FOR_PICTURES =
      "**splashscreen*,**jsound*,**awt_xawt*,**libjawt*,**psfont*";

  /**
   * What the fast compiler compiles in the training, it compiles early and for good where
   * hashing.options are used: without the counters for the optimising compiler, whose work takes as
   * long as that of the program in a scan of small files. SHA-256 needs the optimising compiler and
   * is left out. The threshold is high, so that only what is done with each file is compiled.
   */
  private static final List<String> COMPILED =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=3",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=exclude,sun.security.provider.*::*");

  /** The options of the commands that use the other caches ignore what was compiled. */
  private static final List<String> NOT_COMPILED =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  private final Path target;
  private final Path jar;
  private final Path program;
  private final Path lib;
  private final FileTime time;

  private Distribution(Path target, Path jar, Instant time) {
    this.target = target;
    this.jar = jar;
    this.program = target.resolve("tsr");
    this.lib = program.resolve("lib");
    this.time = FileTime.from(time);
  }

  public static void main(String[] args) throws Exception {
    Path target = Path.of(args[0]);
    new Distribution(target, target.resolve(args[1]), Instant.parse(args[2])).build();
  }

  private void build() throws Exception {
    delete(program);
    Files.createDirectories(lib);
    linkRuntime();
    copyJars();
    compilePicocli();
    unpackNatives();
    copyTexts();
    copyLaunchers();
    writeManPages();
    recordAotCaches();
  }

  private void linkRuntime() {
    run(
        "jlink",
        "--add-modules",
        MODULES,
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--exclude-files",
        NOT_FOR_PICTURES,
        "--output",
        program.resolve("runtime").toString());
  }

  private void copyJars() throws IOException {
    Files.copy(jar, lib.resolve("tsr.jar"), StandardCopyOption.COPY_ATTRIBUTES);
    for (Path dependency : list(target.resolve("jars"))) {
      Path copy = lib.resolve(dependency.getFileName());
      Files.copy(dependency, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /**
   * Compiles picocli from its published sources. Its own jar holds Java 5 bytecode, which the AOT
   * cache refuses, so that its classes would be parsed and verified at every start.
   */
  private void compilePicocli() throws IOException {
    Path sources = target.resolve("picocli");
    Path classes = target.resolve("picocli-classes");
    delete(classes);
    List<String> arguments =
        new ArrayList<>(List.of("--release", "25", "-nowarn", "-Xlint:none", "-proc:none"));
    arguments.addAll(List.of("-XDstringConcat=inline", "-d", classes.toString()));
    for (Path source : walk(sources)) {
      String name = source.getFileName().toString();
      if (name.endsWith(".java") && !name.endsWith("-info.java")) {
        arguments.add(source.toString());
      }
    }
    run("javac", arguments.toArray(String[]::new));
    writeJar(classes, lib.resolve("picocli.jar"));
  }

  private void writeJar(Path classes, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Path file : walk(classes)) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name).setLastModifiedTime(time));
        Files.copy(file, out);
      }
    }
  }

  /**
   * Puts this platform's native libraries beside the jars, and removes those of all platforms from
   * the jars: SQLite and JLine would unpack theirs at every start, into a /tmp that may be noexec.
   */
  private void unpackNatives() throws IOException {
    String system = systemName();
    String arch = System.getProperty("os.arch");
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    moveOut("sqlite-jdbc.jar", "org/sqlite/native/", system + (arm ? "/aarch64" : "/x86_64"));
    moveOut("jline-native.jar", "org/jline/nativ/", system + (arm ? "/arm64" : "/x86_64"));
  }

  private void moveOut(String jar, String folder, String platform) throws IOException {
    try (var zip = FileSystems.newFileSystem(lib.resolve(jar), Map.of())) {
      for (Path library : list(zip.getPath(folder, platform))) {
        Files.copy(library, lib.resolve(library.getFileName().toString()));
      }
      try (Stream<Path> systems = Files.list(zip.getPath(folder))) {
        for (Path system : systems.filter(Files::isDirectory).toList()) {
          delete(system);
        }
      }
    }
  }

  /** Puts the texts that are part of the program beside the jars, where they are read faster. */
  private void copyTexts() throws IOException {
    Path classes = target.resolve("classes");
    for (Path text : walk(classes)) {
      if (!text.toString().endsWith(".class")) {
        Path copy = lib.resolve("texts").resolve(classes.relativize(text));
        Files.createDirectories(copy.getParent());
        Files.copy(text, copy);
      }
    }
  }

  private void copyLaunchers() throws IOException {
    Path bin = Files.createDirectories(program.resolve("bin"));
    Path dist = Path.of("src", "dist");
    for (Path options : list(dist.resolve("lib"))) {
      Files.copy(options, lib.resolve(options.getFileName()));
    }
    for (Path launcher : list(dist.resolve("bin"))) {
      Path copy = bin.resolve(launcher.getFileName());
      Files.copy(launcher, copy);
      if (!copy.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make executable: " + copy);
      }
    }
    Files.copy(Path.of("LICENSE"), program.resolve("LICENSE"));
  }

  /** Writes the manual pages to share/man, where man finds them if bin is on the PATH. */
  private void writeManPages() throws IOException, InterruptedException {
    Path pages = program.resolve("share").resolve("man").resolve("man1");
    List<String> command =
        List.of(
            program.resolve("runtime").resolve("bin").resolve("java").toString(),
            "-cp",
            lib.resolve("tsr.jar").toString(),
            "dev.tensors.tsr.cli.ManPages",
            pages.toString());
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("the manual pages were not written, exit " + exit);
    }
  }

  /**
   * Records the caches after the jars have the time that the archive gives to all its entries: the
   * JVM uses a cache only while the jars keep their sizes and times.
   */
  private void recordAotCaches() throws IOException, InterruptedException {
    for (Path jar : list(lib)) {
      Files.setLastModifiedTime(jar, time);
    }
    Path scratch = Files.createTempDirectory("tsr-training");
    try {
      recordAotCache("write", scratch);
      recordAotCache("fetch", scratch); // the catalogue that the others read is complete now
      recordAotCache("work", scratch);
      recordAotCache("list", scratch);
      recordAotCache("read", scratch);
      recordAotCache("show", scratch);
      recordAotCache("answer", scratch);
      recordAotCache("text", scratch);
    } finally {
      delete(scratch);
    }
  }

  private void recordAotCache(String training, Path scratch)
      throws IOException, InterruptedException {
    Path cache = lib.resolve(training + ".aot");
    File log = scratch.resolve("log").toFile();
    ProcessBuilder process = new ProcessBuilder(trainingCommand(training, cache, scratch));
    int exit = process.redirectErrorStream(true).redirectOutput(log).start().waitFor();
    if (exit != 0 || Files.notExists(cache)) {
      System.err.println(Files.readString(log.toPath()));
      throw new IOException(cache + " was not recorded, exit " + exit);
    }
  }

  private List<String> trainingCommand(String training, Path cache, Path scratch) {
    List<String> command = new ArrayList<>();
    command.add(program.resolve("runtime").resolve("bin").resolve("java").toString());
    command.add("@" + lib.resolve("java.options"));
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(training.equals("write") ? COMPILED : NOT_COMPILED);
    command.add("-Djava.library.path=" + lib);
    command.add("-Dlibrary.jline.path=" + lib);
    command.add("-Dtsr.texts=" + lib.resolve("texts"));
    command.addAll(List.of("-cp", lib.resolve("tsr.jar").toString()));
    command.addAll(List.of("dev.tensors.tsr.AotTraining", training, scratch.toString()));
    return command;
  }

  private static String systemName() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "Windows" : name.startsWith("mac") ? "Mac" : "Linux";
  }

  private static void run(String tool, String... arguments) {
    int exit = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    if (exit != 0) {
      throw new IllegalStateException(tool + " failed with exit " + exit);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Distribution::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
