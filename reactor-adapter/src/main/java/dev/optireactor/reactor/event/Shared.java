package dev.optireactor.reactor.event;

/** What offers and the pump share. All of it is for any number of threads. */
record Shared(EventQueue queue, WaitingOffers waiting, Overflow overflow, Ledger ledger, EventLog log) {

    static Shared of(EventPipelineSettings settings, EventLog log, Ledger ledger) {
        return new Shared(
                new EventQueue(settings.queueCapacity(), settings.queueBytes()),
                new WaitingOffers(settings.maxWaitingOffers()),
                new Overflow(ledger, log),
                ledger,
                log);
    }
}
