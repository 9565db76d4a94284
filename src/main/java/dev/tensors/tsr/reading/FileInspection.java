package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileHeader;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.model.files.ModelFormat;
import java.io.IOException;
import java.nio.file.Path;

/** The result of reading only the header of a file that need not be in the catalogue. */
public sealed interface FileInspection {

  record Inspected(FileStamp stamp, FileHeader header) implements FileInspection {}

  /** The file could not be read, or is no valid model. */
  record Failed(String reason) implements FileInspection {}

  /**
   * Reads the header of a file.
   *
   * @param file its real path, with an ending of {@link ModelFormat}; it is read as its ending says
   */
  static FileInspection of(Path file) {
    try {
      FoundFile found = new FoundFile(file, FileStamps.of(file));
      return new ModelReader(false, bytes -> {}).inspect(found);
    } catch (IOException e) {
      return new Failed(ReadFailure.of(e));
    } catch (OutOfMemoryError e) {
      return new Failed("its header needs more memory than the heap has");
    }
  }
}
