package dev.tensors.tsr.sidecars.files;

import dev.tensors.tsr.model.SidecarNaming;
import java.nio.file.Path;

/**
 * A sidecar of a model file.
 *
 * @param shared whether the sidecar belongs to several model files by its name, and may describe
 *     another one
 */
public record SidecarFile(Path path, SidecarNaming naming, boolean shared) {}
