/** tsr db export: writes what tsr knows beside the files, where other managers read it. */
@NullMarked
package dev.tensors.tsr.sidecars.exports;

import org.jspecify.annotations.NullMarked;
