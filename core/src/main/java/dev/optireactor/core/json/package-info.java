/** Plain JSON values and their text form; the bottom of the kernel. */
@NullMarked
package dev.optireactor.core.json;

import org.jspecify.annotations.NullMarked;
