package dev.tensors.tsr.pictures;

import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.containers.FileBytes;
import dev.tensors.tsr.pictures.containers.FileBytes.BrokenPicture;
import dev.tensors.tsr.pictures.containers.MediaFormat;
import dev.tensors.tsr.pictures.containers.PictureTexts;
import dev.tensors.tsr.pictures.containers.TextBytes;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads prompts, settings and models from a file: a picture, a video, a workflow or a text. */
public final class PictureReader {

  /** In bytes: what of a JSON file is looked at before it is read; workflows begin with nodes. */
  private static final int LOOK = 16 << 10;

  private static final PictureReading.Failed NO_PICTURE =
      new PictureReading.Failed(
          "it is no picture, video or sound: it begins as none that tsr knows");

  /** What to do with a folder in the place of a picture. */
  public static final String FOLDER =
      "it is a folder; for the pictures in it: find FOLDER -type f | tsr db needs --paths";

  private PictureReader() {}

  /**
   * Reads a picture, a video, a sound, or a file with JSON or text in UTF-8 or, with a byte order
   * mark, UTF-16; its first bytes show which. The name counts only if it is the name of one of the
   * first. A few kilobytes are read; pixels and sounds are passed over. Of a video or a sound that
   * tells nothing, the file is read that programs write beside it.
   *
   * @return never null; a picture without texts has contents without models
   */
  public static PictureReading read(Path path) {
    return read(path, !isNamedPicture(path));
  }

  /**
   * Reads a picture, a video or a sound whatever its name, and of other files only a workflow that
   * is named as JSON: any text would count as a prompt.
   *
   * @return null for JSON that is no workflow
   */
  public static @Nullable PictureReading readPictureOrWorkflow(Path path) {
    if (!isNamedJson(path)) {
      return read(path, false);
    }
    Look look = look(path);
    if (look == Look.OTHER) {
      return null;
    }
    PictureReading reading = read(path, true);
    return switch (reading) {
      case PictureContents contents when contents.kind() == null -> null;
      case PictureReading.Failed(_, boolean mayPass) when look == Look.UNSURE && !mayPass -> null;
      default -> reading;
    };
  }

  /** Whether a file begins as a picture, a video or a sound does; false if it cannot be read. */
  public static boolean isPicture(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      return MediaFormat.of(new FileBytes(file).upTo(MediaFormat.SIGNATURE)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * When the files were last written that may tell how this one was made, nanoseconds since 1970; 0
   * if there are none beside it.
   */
  public static long lastWrittenBeside(Path path) {
    return MediaSidecars.lastWritten(path);
  }

  /** What the beginning of a JSON file tells. */
  private enum Look {
    OTHER,
    UNSURE,
    WORKFLOW
  }

  private static Look look(Path path) {
    String start;
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      byte[] bytes = new FileBytes(file).upTo(LOOK);
      if (MediaFormat.of(bytes) != null) {
        return Look.WORKFLOW; // or a picture with another name
      }
      start = new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Look.OTHER;
    }
    if (start.contains("\"class_type\"") || start.contains("\"last_node_id\"")) {
      return Look.WORKFLOW;
    }
    boolean mayBe =
        start.contains("\"nodes\"")
            || start.contains("\"inputs\"")
            || start.contains("\"definitions\"")
            || start.contains("\"workflow\"")
            || start.contains("\"prompt\"");
    return mayBe ? Look.UNSURE : Look.OTHER;
  }

  private static PictureReading read(Path path, boolean orText) {
    if (!Files.isRegularFile(path)) {
      return new PictureReading.Failed(whyNoFile(path));
    }
    ContentsBuilder contents = new ContentsBuilder();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      FileBytes in = new FileBytes(file);
      MediaFormat format = MediaFormat.of(in.upTo(MediaFormat.SIGNATURE));
      in.position(0);
      if (format != null) {
        contents.kind(format.kind());
        media(format, in, contents);
        return contents.isEmpty() && MediaSidecars.mayHave(format)
            ? besides(path, contents).build()
            : contents.build();
      }
      return orText ? text(in, isNamedJson(path), contents) : NO_PICTURE;
    } catch (NoSuchFileException e) {
      return new PictureReading.Failed("there is no such file");
    } catch (AccessDeniedException e) {
      return new PictureReading.Failed("permission denied; check its permissions", true);
    } catch (IOException e) {
      return new PictureReading.Failed("it cannot be read: " + e.getClass().getSimpleName(), true);
    } catch (OutOfMemoryError e) {
      return new PictureReading.Failed("its texts need more memory than the heap has");
    }
  }

  /** Whether a path has the name of a picture, a video or a sound. */
  public static boolean isNamedPicture(Path path) {
    return named(path) != null;
  }

  /** What a file is by its name; a picture where the name does not tell. */
  public static MediaKind kindByName(Path path) {
    MediaFormat format = named(path);
    return isNamedJson(path)
        ? MediaKind.WORKFLOW
        : format == null ? MediaKind.PICTURE : format.kind();
  }

  private static @Nullable MediaFormat named(Path path) {
    return MediaFormat.named(String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT));
  }

  /** Keeps the texts that were read before a fault in the file. */
  private static void media(MediaFormat format, FileBytes in, ContentsBuilder contents)
      throws IOException {
    PictureTexts texts = new PictureTexts(contents);
    try {
      format.read(in, texts);
    } catch (BrokenPicture e) {
      contents.problem(e.reason());
    }
    PictureTextReader.read(texts.list(), contents);
  }

  /** What the first file beside a video tells that tells how it was made; else the video's own. */
  private static ContentsBuilder besides(Path path, ContentsBuilder own) throws IOException {
    for (Path sidecar : MediaSidecars.of(path)) {
      ContentsBuilder contents = own.another();
      try (FileChannel file = FileChannel.open(sidecar, StandardOpenOption.READ)) {
        FileBytes in = new FileBytes(file);
        MediaFormat format = MediaFormat.of(in.upTo(MediaFormat.SIGNATURE));
        in.position(0);
        if (format != null) {
          media(format, in, contents);
        } else if (isNamedJson(sidecar)) {
          text(in, true, contents);
        }
      } catch (NoSuchFileException | AccessDeniedException e) {
        continue;
      }
      if (!contents.isEmpty()) {
        return contents;
      }
    }
    return own;
  }

  private static String whyNoFile(Path path) {
    if (Files.isDirectory(path)) {
      return FOLDER;
    }
    if (Files.exists(path)) {
      return "it is not a file";
    }
    return Files.isSymbolicLink(path) ? "a symlink to nothing" : "there is no such file";
  }

  /** Whether a path has the name of a JSON file, which may have a workflow. */
  public static boolean isNamedJson(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static PictureReading text(FileBytes in, boolean json, ContentsBuilder contents)
      throws IOException {
    PictureReading.Failed unknown =
        new PictureReading.Failed("it is no picture, video or sound that tsr knows, and no text");
    if (in.remaining() == 0) {
      return new PictureReading.Failed("the file is empty");
    }
    byte[] start = in.upTo(4096);
    in.position(0);
    boolean utf16 = hasMark(start, 0xFE, 0xFF) || hasMark(start, 0xFF, 0xFE);
    if (!utf16 && new String(start, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0) {
      return unknown;
    }
    if (in.remaining() > PictureTexts.LARGEST) {
      return new PictureReading.Failed(
          "it is no picture, and larger than " + (PictureTexts.LARGEST >> 20) + " MiB");
    }
    byte[] bytes = in.bytes((int) in.remaining());
    String text =
        TextBytes.strictly(bytes, utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    return text == null ? unknown : PictureTextReader.read(text, json, contents);
  }

  private static boolean hasMark(byte[] start, int first, int second) {
    return start.length >= 2 && (start[0] & 0xFF) == first && (start[1] & 0xFF) == second;
  }
}
