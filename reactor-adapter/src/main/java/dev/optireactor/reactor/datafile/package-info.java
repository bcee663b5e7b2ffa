/**
 * Where projects come from: sources of datafiles, and the feed that compiles and publishes them.
 */
@NullMarked
package dev.optireactor.reactor.datafile;

import org.jspecify.annotations.NullMarked;
