package dev.tensors.tsr.page;

/**
 * A picture in the page's folder.
 *
 * @param name of the file, without its folder
 * @param isMature whether it is blurred until it is clicked
 */
record ShownPicture(String name, boolean isMature) {}
