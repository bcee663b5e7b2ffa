/** The conversation with the user's own store of profiles, which makes variations sticky. */
@NullMarked
package dev.optireactor.reactor.profile;

import org.jspecify.annotations.NullMarked;
