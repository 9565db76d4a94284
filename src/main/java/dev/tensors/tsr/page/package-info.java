/**
 * Writes the catalogue as a web page, which a browser opens from the disk without a server or a
 * network. {@link dev.tensors.tsr.page.PageWriter} is the entry; the HTML, CSS and JavaScript are
 * the files of src/main/web.
 *
 * <p>Names, descriptions and prompts come from strangers. They reach the page as JSON, from which
 * its scripts make text nodes, and as escaped text in the list for browsers without JavaScript.
 *
 * <p>Reads the catalogue and pictures, and writes only into the folder of the page.
 */
@NullMarked
package dev.tensors.tsr.page;

import org.jspecify.annotations.NullMarked;
