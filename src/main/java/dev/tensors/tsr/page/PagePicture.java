package dev.tensors.tsr.page;

/**
 * The file of a picture in the page.
 *
 * @param ending of its name, without a dot
 */
record PagePicture(String ending, byte[] content) {}
