package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.page.TrainingRuns.Kind;
import dev.tensors.tsr.page.TrainingRuns.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingRunsTest {

  /** Each path is its own SHA-256. */
  private static Map<String, Place> places(String... paths) {
    TrainingRuns runs = new TrainingRuns();
    for (String path : paths) {
      runs.addNumbered(path, path, null);
    }
    for (String path : paths) {
      runs.addLast(path, path, null);
    }
    return runs.places();
  }

  @Test
  void findsTheEpochsOfAName() {
    String last = "/a/fog.safetensors";
    assertThat(places("/a/fog-000004.safetensors", last, "/a/FOG-000008.safetensors"))
        .isEqualTo(
            Map.of(
                "/a/fog-000004.safetensors",
                new Place(last, Kind.EPOCH, 4),
                "/a/FOG-000008.safetensors",
                new Place(last, Kind.EPOCH, 8),
                last,
                new Place(last, Kind.LAST, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "fog-step00000500, fog-step00001000, STEP, 1000",
    "fog_000000250, fog_000000500, STEP, 500",
    "fog-000009, fog-000010, EPOCH, 10",
    "fog_epoch_2, fog_epoch_12, EPOCH, 12",
    "fog Step 7, fog step 8, STEP, 8"
  })
  void takesTheHighestNumberWithoutALastOne(String one, String other, Kind kind, long number) {
    String last = "/a/" + other + ".pt";
    assertThat(places("/a/" + one + ".pt", last))
        .hasSize(2)
        .containsEntry(last, new Place(last, kind, number));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/fog-000004.pt, /b/fog-000008.pt",
    "/a/fog-000004.pt, /a/fog-000008.safetensors",
    "/a/fog-000004.pt, /a/rain-000008.pt",
    "/a/fog-4.pt, /a/fog-8.pt",
    "/a/footstep1.pt, /a/footstep2.pt",
    "/a/fog-000004.pt, /a/fog2.pt",
    "/a/fog.pt, /a/FOG.safetensors"
  })
  void joinsNothingElse(String one, String other) {
    assertThat(places(one, other)).isEmpty();
  }

  @Test
  void joinsNoVersionsOfCivitai() {
    TrainingRuns runs = new TrainingRuns();
    runs.addNumbered("/a/fog-000001.pt", "1", 11L);
    runs.addNumbered("/a/fog-000002.pt", "2", 12L);
    assertThat(runs.places()).isEmpty();
    runs.addNumbered("/a/fog-000003.pt", "3", null);
    runs.addNumbered("/a/fog-000004.pt", "4", null);
    assertThat(runs.places().keySet()).isEqualTo(Map.of("3", 0, "4", 0).keySet());
    assertThat(List.copyOf(runs.places().values())).extracting(Place::head).containsOnly("4");
  }

  @Test
  void joinsAContentWhereverOneOfItsCopiesIs() {
    TrainingRuns runs = new TrainingRuns();
    runs.addNumbered("/0/fog-000001.pt", "1", null); // comes first, and is alone there
    runs.addNumbered("/a/fog-000001.pt", "1", null);
    runs.addNumbered("/a/fog-000002.pt", "2", null);
    runs.addNumbered("/b/fog-000002.pt", "2", null);
    runs.addNumbered("/b/fog-000003.pt", "3", null);
    runs.addLast("/a/fog.pt", "4", null);
    runs.addLast("/a/fog.pt", "2", null); // the last one is a copy of an epoch
    assertThat(runs.places())
        .isEqualTo(
            Map.of(
                "1",
                new Place("4", Kind.EPOCH, 1),
                "2",
                new Place("4", Kind.EPOCH, 2),
                "4",
                new Place("4", Kind.LAST, 0)));
  }
}
