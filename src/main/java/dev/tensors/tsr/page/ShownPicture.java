package dev.tensors.tsr.page;

import org.jspecify.annotations.Nullable;

/**
 * A picture in the page's folder.
 *
 * @param name of the file, without its folder
 * @param isMature whether it is blurred until it is clicked
 * @param original the address of the picture of which it is a thumbnail; null: the page tells none
 */
record ShownPicture(String name, boolean isMature, @Nullable String original) {}
