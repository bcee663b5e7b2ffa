/** Values that change while others follow them. */
@NullMarked
package dev.optireactor.reactor.state;

import org.jspecify.annotations.NullMarked;
