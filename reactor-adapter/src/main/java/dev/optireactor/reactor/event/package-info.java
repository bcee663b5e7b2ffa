/**
 * Sends impressions and conversions: a bounded queue, batches, retries, and numbers that add up.
 */
@NullMarked
package dev.optireactor.reactor.event;

import org.jspecify.annotations.NullMarked;
