package dev.optireactor.reactor;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.project.Project;

/**
 * Decisions, and what has to be known when they are handed out.
 *
 * @param project the project they were made with
 * @param decided the decisions
 */
record Settled(Project project, Decided decided) {}
