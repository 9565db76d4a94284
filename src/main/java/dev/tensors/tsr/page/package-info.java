/**
 * tsr db page: writes the catalogue as a web page, whose HTML, CSS and JavaScript are in
 * src/main/web.
 */
@NullMarked
package dev.tensors.tsr.page;

import org.jspecify.annotations.NullMarked;
