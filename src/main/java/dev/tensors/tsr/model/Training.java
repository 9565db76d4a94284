package dev.tensors.tsr.model;

import dev.tensors.tsr.text.JsonString;
import dev.tensors.tsr.text.PlainText;
import dev.tensors.tsr.text.WhiteSpace;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a model was trained, as its trainer wrote into the header. The values are the trainer's own
 * words; null where it wrote none.
 *
 * @param trainer the program
 * @param date the day or time of the end of the training, ISO 8601 where the header has seconds
 * @param baseModel the file or the name of the model that was trained on
 * @param steps how many were made
 * @param epochs how many were made
 * @param networkDim the rank that was set
 * @param resolution width and height of the training images, or one number for both
 * @param images the number of training images
 */
public record Training(
    @Nullable String trainer,
    @Nullable String title,
    @Nullable String author,
    @Nullable String date,
    @Nullable String baseModel,
    @Nullable String steps,
    @Nullable String epochs,
    @Nullable String batchSize,
    @Nullable String learningRate,
    @Nullable String optimizer,
    @Nullable String scheduler,
    @Nullable String networkModule,
    @Nullable String networkDim,
    @Nullable String networkAlpha,
    @Nullable String resolution,
    @Nullable String images,
    @Nullable String comment) {

  /** Nothing that a trainer writes as one value is longer, in characters. */
  private static final int LONGEST = 1000;

  private static final Pattern SECONDS = Pattern.compile("\\d{9,11}(\\.\\d+)?");

  private static final Pattern SOFTWARE = Pattern.compile("\"name\"\\s*:\\s*(?=\")");

  /** Reads the metadata of a header; null if it says nothing of a training. */
  public static @Nullable Training of(Map<String, ? extends @Nullable String> metadata) {
    Training training =
        new Training(
            trainer(metadata),
            first(metadata, "modelspec.title", "ss_output_name"),
            first(metadata, "modelspec.author"),
            date(metadata),
            first(metadata, "ss_sd_model_name", "ss_base_model_version"),
            orNumber(first(metadata, "ss_steps", "ss_max_train_steps"), metadata, "step"),
            orNumber(first(metadata, "ss_epoch", "ss_num_epochs"), metadata, "epoch"),
            first(metadata, "ss_total_batch_size", "ss_batch_size_per_device"),
            first(metadata, "ss_learning_rate", "ss_unet_lr"),
            first(metadata, "ss_optimizer"),
            first(metadata, "ss_lr_scheduler"),
            first(metadata, "ss_network_module"),
            first(metadata, "ss_network_dim"),
            first(metadata, "ss_network_alpha"),
            resolution(metadata),
            first(metadata, "ss_num_train_images"),
            first(metadata, "ss_training_comment"));
    return training.isNothing() ? null : training;
  }

  /** Does without the comparison of records, which takes milliseconds to load. */
  private boolean isNothing() {
    return Stream.of(trainer, title, author, date, baseModel, steps, epochs, batchSize)
            .allMatch(Objects::isNull)
        && Stream.of(learningRate, optimizer, scheduler, networkModule, networkDim, networkAlpha)
            .allMatch(Objects::isNull)
        && Stream.of(resolution, images, comment).allMatch(Objects::isNull);
  }

  private static @Nullable String first(
      Map<String, ? extends @Nullable String> metadata, String... keys) {
    for (String key : keys) {
      String value = metadata.get(key);
      if (value != null && isSaid(value)) {
        return WhiteSpace.strip(value);
      }
    }
    return null;
  }

  /** Trainers write the word None, too. */
  private static boolean isSaid(String value) {
    return value.length() <= LONGEST
        && !PlainText.isBlank(value)
        && !List.of("None", "null").contains(WhiteSpace.strip(value));
  }

  private static @Nullable String trainer(Map<String, ? extends @Nullable String> metadata) {
    String software = first(metadata, "software");
    if (software != null) {
      String name = nameIn(software);
      return name == null || PlainText.isBlank(name) ? software : name;
    }
    if (metadata.containsKey("ot_revision") || metadata.containsKey("ot_branch")) {
      return "OneTrainer";
    }
    if (metadata.containsKey("ss_sd_scripts_commit_hash")
        || metadata.containsKey("ss_network_module")) {
      return "kohya sd-scripts";
    }
    return null;
  }

  /** The name in the JSON that ai-toolkit writes as its software; null if there is none. */
  private static @Nullable String nameIn(String software) {
    Matcher key = SOFTWARE.matcher(software);
    if (!key.find()) {
      return null;
    }
    int end = JsonString.end(software, key.end());
    return end < 0 ? null : JsonString.read(software.substring(key.end(), end));
  }

  private static @Nullable String date(Map<String, ? extends @Nullable String> metadata) {
    String date =
        first(metadata, "modelspec.date", "ss_training_finished_at", "ss_training_started_at");
    if (date == null || !SECONDS.matcher(date).matches()) {
      return date;
    }
    try {
      return Instant.ofEpochSecond((long) Double.parseDouble(date))
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (DateTimeException e) {
      return date;
    }
  }

  /** The number behind a key of the JSON that ai-toolkit writes into training_info. */
  private static @Nullable String orNumber(
      @Nullable String value, Map<String, ? extends @Nullable String> metadata, String key) {
    String info = first(metadata, "training_info");
    if (value != null || info == null) {
      return value;
    }
    Matcher number = Pattern.compile("\"" + key + "\"\\s*:\\s*(\\d+)").matcher(info);
    return number.find() ? number.group(1) : null;
  }

  /** kohya writes {@code (1024, 1024)} or {@code 1024,1024}. */
  private static @Nullable String resolution(Map<String, ? extends @Nullable String> metadata) {
    String resolution = first(metadata, "ss_resolution", "modelspec.resolution");
    return resolution == null ? null : resolution.replaceAll("[()\\s]", "").replaceFirst(",", "x");
  }
}
