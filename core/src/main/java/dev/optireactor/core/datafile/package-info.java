/** Datafile bytes to immutable records: what the project says, before anything is resolved. */
@NullMarked
package dev.optireactor.core.datafile;

import org.jspecify.annotations.NullMarked;
