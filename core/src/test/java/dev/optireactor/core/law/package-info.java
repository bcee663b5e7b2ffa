/** What holds for every project and every user. */
@NullMarked
package dev.optireactor.core.law;

import org.jspecify.annotations.NullMarked;
