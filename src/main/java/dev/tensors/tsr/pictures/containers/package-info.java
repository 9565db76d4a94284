/** The texts inside of pictures: chunks, segments and EXIF, read within bounds. */
@NullMarked
package dev.tensors.tsr.pictures.containers;

import org.jspecify.annotations.NullMarked;
