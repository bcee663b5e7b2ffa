package dev.optireactor.reactor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a client says what belongs to none of its conversations. */
final class ClientLog {

    static final Logger LOGGER = LoggerFactory.getLogger("dev.optireactor.client");

    private ClientLog() {}
}
