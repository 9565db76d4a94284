/** tsr db cache: stores what CivitAI says of models, and small copies of their example pictures. */
@NullMarked
package dev.tensors.tsr.cache;

import org.jspecify.annotations.NullMarked;
