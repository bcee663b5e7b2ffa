/** What all groups of settings share: checks of what is given. */
@NullMarked
package dev.optireactor.reactor.settings;

import org.jspecify.annotations.NullMarked;
