/**
 * The words of the field, such as models, versions and their pages; reads no file and no database.
 */
@NullMarked
package dev.tensors.tsr.model;

import org.jspecify.annotations.NullMarked;
