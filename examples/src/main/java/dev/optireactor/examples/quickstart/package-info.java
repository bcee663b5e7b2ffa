/** The README's snippets, compiled. */
@NullMarked
package dev.optireactor.examples.quickstart;

import org.jspecify.annotations.NullMarked;
