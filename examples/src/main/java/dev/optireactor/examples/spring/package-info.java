/** The README's Spring snippet, compiled. */
@NullMarked
package dev.optireactor.examples.spring;

import org.jspecify.annotations.NullMarked;
