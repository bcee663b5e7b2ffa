/** What is said to and heard from the Data Platform, as JSON: the segments query, its answer, and events. */
@NullMarked
package dev.optireactor.core.odp;

import org.jspecify.annotations.NullMarked;
