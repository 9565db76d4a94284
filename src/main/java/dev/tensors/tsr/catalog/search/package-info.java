/** Full-text search over the cached models. */
@NullMarked
package dev.tensors.tsr.catalog.search;

import org.jspecify.annotations.NullMarked;
