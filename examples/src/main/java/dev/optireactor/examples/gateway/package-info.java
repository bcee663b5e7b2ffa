/**
 * Example: a Spring WebFlux gateway that decides features per request.
 */
@NullMarked
package dev.optireactor.examples.gateway;

import org.jspecify.annotations.NullMarked;
