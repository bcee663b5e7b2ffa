/** Every operation of a user context and of the client, once. */
@NullMarked
package dev.optireactor.examples.tour;

import org.jspecify.annotations.NullMarked;
