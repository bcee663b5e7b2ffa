/** The conversation with the Data Platform (ODP): fetching qualified segments, sending events. */
@NullMarked
package dev.optireactor.reactor.segment;

import org.jspecify.annotations.NullMarked;
