package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.pictures.PictureReader;
import java.nio.file.Path;

/** The kind of files that a walk finds, known by their names. */
public interface WantedFiles {

  /** Whether a path has the name of such a file. */
  boolean includes(Path path);

  /** The reason why a path that the user gave is not such a file. */
  String refusal(Path path);

  /** Model files; pickles on request. */
  record Models(boolean pickles) implements WantedFiles {

    @Override
    public boolean includes(Path path) {
      ModelFormat format = ModelFormat.of(path);
      return format != null && (pickles || format != ModelFormat.PICKLE);
    }

    @Override
    public String refusal(Path path) {
      return ModelFormat.of(path) == ModelFormat.PICKLE
          ? "a pickle; recorded with --pickles only"
          : "not a .safetensors, .sft or .gguf file";
    }
  }

  /** Pictures, videos and sounds, and JSON that may be a workflow: they may name models. */
  record Pictures() implements WantedFiles {

    @Override
    public boolean includes(Path path) {
      return PictureReader.isNamedPicture(path) || PictureReader.isNamedJson(path);
    }

    @Override
    public String refusal(Path path) {
      return "no picture, video, sound or workflow that tsr knows";
    }
  }
}
