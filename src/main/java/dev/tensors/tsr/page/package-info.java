/**
 * Writes the catalogue as a web page to look at, which needs neither a server nor a network. {@link
 * dev.tensors.tsr.page.PageWriter} is the entry; the HTML, CSS and JavaScript are the files of
 * src/main/web.
 *
 * <p>Names, descriptions and prompts come from strangers. They reach the page as JSON in scripts,
 * from which it makes text nodes, and as escaped text in the list that is read without scripts.
 */
@NullMarked
package dev.tensors.tsr.page;

import org.jspecify.annotations.NullMarked;
