package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the built program does on each system, Windows included, by its own names of paths: the
 * launcher, arguments, exit codes, folders, locks, moves.
 */
class AnySystemIT {

  private Path folder;
  private Path models;

  @BeforeEach
  void library(@TempDir Path temp) throws IOException {
    folder = Files.createDirectory(temp.toRealPath().resolve("my catalogue"));
    models = folder.resolve("Größe & more");
    Library library = new Library(models);
    library.model(name("Lora", "sdxl", "harbour.safetensors"), 1);
    library.model(name("Lora", "paper boats.safetensors"), 2);
    library.model(name("VAE", "clear-water.safetensors"), 3);
  }

  private static String name(String... parts) {
    return String.join(File.separator, parts);
  }

  private Result tsr(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder process = process(arguments);
    process.redirectOutput(out.toFile()).redirectError(err.toFile());
    int exitCode = Shell.start(process).waitFor();
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Shell.PROGRAM.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("TENSORS_"));
    process.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
    process.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    process.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return process;
  }

  /** The files that match some terms, below the folder of models, in the order of their paths. */
  private List<String> list(String... terms) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("list", "-q", "--print0"));
    arguments.addAll(List.of(terms));
    Result result = tsr(arguments.toArray(String[]::new)).exits(0);
    return Stream.of(result.out().split("\0"))
        .filter(path -> !path.isEmpty())
        .map(path -> models.relativize(Path.of(path)).toString())
        .sorted()
        .toList();
  }

  @Test
  void passesArgumentsAndExitCodes() throws IOException, InterruptedException {
    assertThat(tsr("--version").exits(0).out()).startsWith("tsr ");
    tsr("list", "--no-such-option").exits(2);
    tsr("show", "nothing here").exits(4);
    tsr("scan", "-q", models.toString()).exits(0);
    tsr("note", "-q", "paper boats", "--text", "100 % & (more), it's").exits(0);
    assertThat(tsr("note", "paper boats", "--json").exits(0).out())
        .contains("\"100 % & (more), it's\"");
  }

  @Test
  void knowsFilesByThePathsOfItsSystem() throws IOException, InterruptedException {
    tsr("scan", "-q", models.toString()).exits(0);

    assertThat(list())
        .containsExactly(
            name("Lora", "paper boats.safetensors"),
            name("Lora", "sdxl", "harbour.safetensors"),
            name("VAE", "clear-water.safetensors"));
    assertThat(list("folder:lora/sdxl"))
        .containsExactly(name("Lora", "sdxl", "harbour.safetensors"));
    assertThat(list("folder:=Lora/sdxl"))
        .containsExactly(name("Lora", "sdxl", "harbour.safetensors"));
    assertThat(list("folder:=" + name("Lora", "sdxl")))
        .containsExactly(name("Lora", "sdxl", "harbour.safetensors"));
    assertThat(list("folder:" + models.resolve("VAE")))
        .containsExactly(name("VAE", "clear-water.safetensors"));
    assertThat(list("folder:=Lora")).containsExactly(name("Lora", "paper boats.safetensors"));
    tsr("show", "-q", "sdxl/harbour").exits(0);
    tsr("verify", "-q", models.resolve("Lora").toString()).exits(0);
  }

  @Test
  void followsFilesAndFolders() throws IOException, InterruptedException {
    tsr("scan", "-q", models.toString()).exits(0);
    tsr("scan", "-q").exits(0).shows("");

    Files.move(models.resolve("VAE"), models.resolve("vaes"));
    assertThat(tsr("scan", "-q").exits(0).out()).contains("clear-water").contains("moved");
    Path moved = Files.move(models, folder.resolve("other"));
    tsr("relocate", "-q", models.toString(), moved.toString()).exits(0);
    models = moved;
    assertThat(list("is:here"))
        .containsExactly(
            name("Lora", "paper boats.safetensors"),
            name("Lora", "sdxl", "harbour.safetensors"),
            name("vaes", "clear-water.safetensors"));
  }

  /** Locks, renames that replace nothing, folders that go when they are empty, and back. */
  @Test
  void movesFilesAndTakesThatBack() throws IOException, InterruptedException {
    tsr("scan", "-q", models.toString()).exits(0);
    String[] organise = {
      "organise", "-q", "--template", "{precision}/", "--into", models.toString(), "--do"
    };

    tsr(organise).exits(0);
    tsr(organise).exits(0);
    List<String> moved = list();
    assertThat(moved).isNotEqualTo(list("folder:=Lora"));
    assertThat(moved).allMatch(path -> Files.isRegularFile(models.resolve(path)));
    tsr("organise", "-q", "--undo").exits(0);

    assertThat(list())
        .containsExactly(
            name("Lora", "paper boats.safetensors"),
            name("Lora", "sdxl", "harbour.safetensors"),
            name("VAE", "clear-water.safetensors"));
  }

  @Test
  void writesFilesOnceAndAgain() throws IOException, InterruptedException {
    tsr("scan", "-q", models.toString()).exits(0);
    Path page = folder.resolve("page");
    tsr("page", "-q", page.toString()).exits(0);
    tsr("page", "-q", page.toString()).exits(0);
    assertThat(page.resolve("index.html")).isRegularFile();

    Path copy = folder.resolve("copy.db");
    tsr("backup", "-q", copy.toString()).exits(0);
    tsr("backup", "-q", copy.toString()).exits(2);
    tsr("backup", "-q", "--force", copy.toString()).exits(0);
    tsr("diff", "-q", copy.toString(), "--exit-code").exits(0);
  }

  /** Two at once, as from two windows: each does its work, one after the other. */
  @Test
  void worksBesideAnother() throws IOException, InterruptedException {
    tsr("scan", "-q", models.toString()).exits(0);
    Path other = Files.createDirectory(folder.resolve("other"));
    new Library(other).model("late.safetensors", 4);
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                Process process = Shell.start(process("scan", "-q", other.toString()));
                return process.waitFor();
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    tsr("scan", "-q", "--rehash").exits(0);

    assertThat(second.join()).isZero();
    assertThat(tsr("list", "-q", "--print0").out()).contains("late.safetensors");
  }
}
