package dev.optireactor.core.conformance;

/**
 * One case as it stands in a file.
 *
 * @param id names it in reports
 * @param fields its members, to be read once
 */
record Vector(String id, Fields fields) {}
