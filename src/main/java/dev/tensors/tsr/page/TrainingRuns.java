package dev.tensors.tsr.page;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.files.ModelFileName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that one training has written one after the other, by their names: {@code
 * fog-000004.safetensors}, {@code fog-000008.safetensors} and, at its end, {@code fog.safetensors}.
 * They have one card. Of several copies of a file each may be the one that stands beside the
 * others.
 */
final class TrainingRuns {

  /** What the number in a name counts. */
  enum Kind {
    STEP,
    EPOCH,
    LAST
  }

  /**
   * The place of a file in its run.
   *
   * @param head the SHA-256 of the file that has the card: the last one
   * @param number of the step or epoch; 0 of the last file, whose name has none
   */
  record Place(String head, Kind kind, long number) {}

  /** A file, with the version at CivitAI that it is; null: it is not linked. */
  private record Member(String sha256, @Nullable Long version, Kind kind, long number) {}

  /** As Kohya's trainers and ai-toolkit write them, and those that write the word. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<run>.+?)(?:-(?<kohya>\\d{6})|[-_ ]step[-_ ]?(?<step>\\d{1,9})|_(?<toolkit>\\d{9})"
              + "|[-_ ]epoch[-_ ]?(?<epoch>\\d{1,6}))",
          Pattern.CASE_INSENSITIVE);

  /** By their folders and names, in the order in which they were added. */
  private final Map<String, List<Member>> runs = new LinkedHashMap<>();

  /** Adds a file if its name has a number. */
  void addNumbered(String path, String sha256, @Nullable Long version) {
    Matcher parts = NUMBER.matcher(ModelFileName.stemOfFile(path));
    if (parts.matches()) {
      String step = parts.group(parts.group("step") == null ? "toolkit" : "step");
      String epoch = parts.group(parts.group("kohya") == null ? "epoch" : "kohya");
      runs.computeIfAbsent(run(path, parts.group("run")), key -> new ArrayList<>())
          .add(
              new Member(
                  sha256,
                  version,
                  step == null ? Kind.EPOCH : Kind.STEP,
                  Long.parseLong(step == null ? epoch : step)));
    }
  }

  /** Adds a file that may be the last of a run, after all that have numbers. */
  void addLast(String path, String sha256, @Nullable Long version) {
    List<Member> run = runs.get(run(path, ModelFileName.stemOfFile(path)));
    if (run != null) {
      run.add(new Member(sha256, version, Kind.LAST, 0));
    }
  }

  /** Files are of one run only in one folder and with one ending. */
  private static String run(String path, String name) {
    String file = RecordedPath.name(path);
    String ending =
        file.substring(Math.min(ModelFileName.stemOfFile(path).length(), file.length()));
    return path.substring(0, path.length() - file.length())
        + name.toLowerCase(Locale.ROOT)
        + ending.toLowerCase(Locale.ROOT);
  }

  /**
   * The places of the files in runs of several, by their SHA-256. A file with copies in several
   * runs is in the longest one.
   */
  Map<String, Place> places() {
    Map<String, Place> places = new HashMap<>();
    runs.values().stream()
        .map(TrainingRuns::ofOneVersion)
        .sorted(Comparator.comparing((List<Member> run) -> run.size()).reversed())
        .forEach(run -> addPlaces(places, run));
    return places;
  }

  private static void addPlaces(Map<String, Place> places, List<Member> run) {
    List<Member> members =
        run.stream().filter(member -> !places.containsKey(member.sha256())).toList();
    if (members.size() > 1) {
      Member last =
          members.stream()
              .max(Comparator.comparing(Member::kind).thenComparing(Member::number))
              .orElseThrow();
      for (Member member : members) {
        places.put(member.sha256(), new Place(last.sha256(), member.kind(), member.number()));
      }
    }
  }

  /** Files that CivitAI knows as several versions are no steps to one of them. */
  private static List<Member> ofOneVersion(List<Member> run) {
    Map<String, Member> contents = new LinkedHashMap<>();
    run.forEach(member -> contents.putIfAbsent(member.sha256(), member));
    List<Member> members = List.copyOf(contents.values());
    long versions =
        members.stream().map(Member::version).filter(Objects::nonNull).distinct().count();
    return versions < 2 ? members : members.stream().filter(it -> it.version() == null).toList();
  }
}
