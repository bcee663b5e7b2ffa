package dev.optireactor.examples.gateway;

import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the stand-in for the event endpoint has received. */
@RestController
@ConditionalOnExpression("'${OPTIMIZELY_SDK_KEY:}'.isEmpty()")
class SandboxController {

    private final OptimizelySandbox sandbox;

    SandboxController(OptimizelySandbox sandbox) {
        this.sandbox = sandbox;
    }

    @GetMapping("/sandbox/events")
    List<EventView> events() {
        return sandbox.received().events().stream().map(EventView::of).toList();
    }

    /** One received event. */
    record EventView(String visitor, String key) {

        static EventView of(ReceivedEvent event) {
            return new EventView(event.visitorId(), event.key());
        }
    }
}
