@NullMarked
package dev.optireactor.reactor.datafile;

import org.jspecify.annotations.NullMarked;
