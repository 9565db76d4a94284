package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Stamp;
import java.nio.file.Path;

/** A model file that was found, by its real path. */
record Candidate(Path path, Stamp stamp) {}
