/** What is known of repositories at Hugging Face: fetched, written, and linked to files. */
@NullMarked
package dev.tensors.tsr.answers.repositories;

import org.jspecify.annotations.NullMarked;
