@NullMarked
package dev.optireactor.core.odp;

import org.jspecify.annotations.NullMarked;
