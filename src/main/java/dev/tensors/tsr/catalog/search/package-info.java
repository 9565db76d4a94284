/** Full-text search over the cached models. */
package dev.tensors.tsr.catalog.search;
