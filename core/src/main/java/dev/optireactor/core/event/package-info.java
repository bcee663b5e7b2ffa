/** Decisions and conversions to user events, and user events to batch payloads. */
@NullMarked
package dev.optireactor.core.event;

import org.jspecify.annotations.NullMarked;
