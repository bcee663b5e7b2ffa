/** User and rule to a bucket of 0 to 9999, and the bucket to a traffic range. */
@NullMarked
package dev.optireactor.core.bucketing;

import org.jspecify.annotations.NullMarked;
