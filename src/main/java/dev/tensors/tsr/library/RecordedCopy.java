package dev.tensors.tsr.library;

/**
 * One of several recorded files with the same content.
 *
 * @param id its row
 * @param path its real path
 * @param sha256 of the whole file, upper case hex
 * @param linked whether it is linked to a version at CivitAI
 * @param byHand whether its link was made by hand
 */
public record RecordedCopy(long id, String path, String sha256, boolean linked, boolean byHand) {}
