package dev.tensors.tsr.sidecars;

import java.nio.file.Path;

/**
 * A sidecar of a model file.
 *
 * @param shared whether the sidecar has several model files, of which it may mean another one
 */
record SidecarFile(Path path, Dialect dialect, boolean shared) {}
