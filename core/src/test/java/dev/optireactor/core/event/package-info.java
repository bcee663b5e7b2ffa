@NullMarked
package dev.optireactor.core.event;

import org.jspecify.annotations.NullMarked;
