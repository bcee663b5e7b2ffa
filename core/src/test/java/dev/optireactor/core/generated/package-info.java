/** Generated projects and users. */
@NullMarked
package dev.optireactor.core.generated;

import org.jspecify.annotations.NullMarked;
