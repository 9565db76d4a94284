package dev.tensors.tsr.sidecars;

/** A sidecar to be read. */
record FoundSidecar(SidecarFile file, SidecarReader.Place place) {}
