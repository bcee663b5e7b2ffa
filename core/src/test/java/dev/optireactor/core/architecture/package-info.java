/** What core is made of, and what it must not touch. */
@NullMarked
package dev.optireactor.core.architecture;

import org.jspecify.annotations.NullMarked;
