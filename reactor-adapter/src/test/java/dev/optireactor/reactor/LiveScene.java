package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Users whose decisions are followed while a test pushes projects. */
final class LiveScene {

    final PushedProjects projects = new PushedProjects();
    private final ClientScene scene;

    LiveScene(ClientScene scene) {
        this.scene = scene;
    }

    /** {@return a client that has no project yet} */
    ReactiveOptimizely client() {
        return scene.client(builder -> projects.feed(builder));
    }

    /** {@return a user of a client with this project} */
    ReactiveUserContext user(SampleProject project) {
        ReactiveOptimizely client = client();
        projects.push(project);
        client.ready().block(PATIENCE);
        return ClientScene.user(client, Secrets.ANNA);
    }

    /** {@return a verifier of the decisions as texts} */
    static StepVerifier.FirstStep<String> follow(Flux<OptimizelyDecision> decisions) {
        return StepVerifier.create(text(decisions));
    }

    /** {@return each decision as the revision and the key of the variation} */
    static Flux<String> text(Flux<OptimizelyDecision> decisions) {
        return decisions.map(decision -> decision.variables().toMap().get("revision") + " " + decision.variationKey());
    }
}
