@NullMarked
package dev.optireactor.core.json;

import org.jspecify.annotations.NullMarked;
