/** Datafile records to an immutable, indexed project in which everything resolvable is resolved. */
@NullMarked
package dev.optireactor.core.project;

import org.jspecify.annotations.NullMarked;
