/** Generated projects and users, decided by the official Java SDK and by this one. */
@NullMarked
package dev.optireactor.core.differential;

import org.jspecify.annotations.NullMarked;
