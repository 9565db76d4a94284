package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.pictures.ImportedUses;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import dev.tensors.tsr.sidecars.formats.ManagerName;
import dev.tensors.tsr.sidecars.imports.SidecarImport.ImportOutcome;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes over when models were last used, as LoRA Manager counts it: by SHA-256, with the number of
 * runs on each day. Its numbers count runs and not pictures, so that only the last day is taken.
 */
final class UsageImport {

  /**
   * The file's name, in LoRA Manager's folder of settings, before that in the first folder of
   * LoRAs.
   */
  private static final String NAME = "lora_manager_stats.json";

  private static final List<String> PLACES = List.of(NAME, "stats/" + NAME);

  private static final List<String> KINDS = List.of("checkpoints", "loras", "embeddings");

  private UsageImport() {}

  /** Whether a path that a user gave is such a file. */
  static boolean isUsage(Path path) {
    return path.endsWith(NAME) && Files.isRegularFile(path);
  }

  /** Imports the file at a path, or those where LoRA Manager puts it in a folder. */
  static void run(Database database, Collection<Path> paths, ImportReport report) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path path : paths) {
      if (isUsage(path)) {
        files.add(path.toAbsolutePath().normalize());
      } else if (Files.isDirectory(path)) {
        PLACES.stream()
            .map(place -> path.resolve(place).toAbsolutePath().normalize())
            .filter(UsageImport::isUsage)
            .forEach(files::add);
      }
    }
    for (Path file : files) {
      report.done(read(database, file));
    }
  }

  private static ImportOutcome.OfSidecar read(Database database, Path file) {
    SidecarReader reader = new SidecarReader(RecordedPath.all(new ScannedFolders(database).all()));
    SidecarReading reading;
    try {
      reading = SidecarReader.read(reader.find(file), false);
    } catch (IOException e) {
      reading = new SidecarReading.Failed("cannot be read: " + e.getMessage());
    }
    return switch (reading) {
      case SidecarReading.Refused(String reason, _) -> unreadable(file, reason);
      case SidecarReading.Failed(String reason) -> unreadable(file, reason);
      case SidecarReading.Text(String text) ->
          switch (JsonDocument.of(text)) {
            case JsonDocument.Refused(String reason) -> unreadable(file, reason);
            case JsonDocument.Read(JsonObject root) -> take(database, file, root);
          };
    };
  }

  private static ImportOutcome.OfSidecar take(Database database, Path file, JsonObject root) {
    Map<String, String> days = new HashMap<>();
    for (String kind : KINDS) {
      for (Map.Entry<String, JsonValue> entry : root.object(kind).values().entrySet()) {
        String sha256 = ModelHash.digits(entry.getKey());
        if (sha256 != null
            && sha256.length() == ModelHash.MOST_DIGITS
            && entry.getValue() instanceof JsonObject model) {
          lastDay(model.object("history"), sha256, days);
        }
      }
    }
    long taken = new ImportedUses(database).add(ManagerName.LORA_MANAGER.word(), days);
    SidecarStatus status =
        days.isEmpty()
            ? SidecarStatus.EMPTY
            : taken == 0 ? SidecarStatus.UNCHANGED : SidecarStatus.PROVED;
    return outcome(file, status, taken == 0 ? List.of() : List.of("last_used"), null);
  }

  private static void lastDay(JsonObject history, String sha256, Map<String, String> days) {
    for (Map.Entry<String, JsonValue> entry : history.values().entrySet()) {
      Double runs = JsonValue.fraction(entry.getValue());
      if (runs != null && runs > 0 && isDay(entry.getKey())) {
        days.merge(sha256, entry.getKey(), (one, other) -> one.compareTo(other) > 0 ? one : other);
      }
    }
  }

  private static boolean isDay(String text) {
    try {
      return text.length() == 10 && LocalDate.parse(text).getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static ImportOutcome.OfSidecar unreadable(Path file, String reason) {
    return outcome(file, SidecarStatus.UNREADABLE, List.of(), reason);
  }

  private static ImportOutcome.OfSidecar outcome(
      Path file, SidecarStatus status, List<String> taken, @Nullable String reason) {
    return new ImportOutcome.OfSidecar(
        null, file, ManagerName.LORA_MANAGER.word(), status, taken, reason);
  }
}
