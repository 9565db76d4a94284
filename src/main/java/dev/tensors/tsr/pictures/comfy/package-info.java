/** ComfyUI's graphs and workflows. */
@NullMarked
package dev.tensors.tsr.pictures.comfy;

import org.jspecify.annotations.NullMarked;
