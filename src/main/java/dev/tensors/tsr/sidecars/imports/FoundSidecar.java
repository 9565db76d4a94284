package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.sidecars.files.SidecarFile;
import dev.tensors.tsr.sidecars.files.SidecarReader;

/** A sidecar to be read. */
record FoundSidecar(SidecarFile file, SidecarReader.Place place) {}
