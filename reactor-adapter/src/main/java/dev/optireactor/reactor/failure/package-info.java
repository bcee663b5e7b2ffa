/**
 * What can go wrong: one sealed family of exceptions that carry their facts in fields.
 */
@NullMarked
package dev.optireactor.reactor.failure;

import org.jspecify.annotations.NullMarked;
