package dev.optireactor.core.differential;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK says of all flags of a project.
 *
 * @param flags by flag key; a flag that {@code ENABLED_FLAGS_ONLY} leaves out is not there
 * @param saved what is saved in the profile service; null if nothing is
 */
record Answers(Map<String, Answer> flags, @Nullable Map<String, String> saved) {}
