package dev.optireactor.reactor.testing;

/** Accepts batches of impressions and conversions, whatever is in them, as the true service does. */
final class EventService {

    private final Journal<ReceivedBatch> batches;

    EventService(int recordLimit) {
        this.batches = new Journal<>(recordLimit);
    }

    Reply answer(SandboxRequest request) {
        if (!request.method().equals("POST")) {
            return Reply.status(405);
        }
        batches.record(new ReceivedBatch(request));
        return Reply.status(204);
    }

    Journal<ReceivedBatch> batches() {
        return batches;
    }
}
