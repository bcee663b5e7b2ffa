/**
 * Reactor adapter: fetches datafiles, sends events and exposes the core's decisions as Reactor publishers.
 */
@NullMarked
package dev.optireactor.reactor;

import org.jspecify.annotations.NullMarked;
