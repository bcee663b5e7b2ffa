package dev.optireactor.core.benchmark;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.config.DatafileProjectConfig;
import com.optimizely.ab.config.ProjectConfig;
import com.optimizely.ab.config.parser.ConfigParseException;
import com.optimizely.ab.optimizelyconfig.OptimizelyConfig;
import com.optimizely.ab.optimizelyconfig.OptimizelyConfigService;
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption;
import java.util.List;

/** The official SDK, set up as its documentation says, with no events and no log. */
final class OfficialSdk {

    private OfficialSdk() {}

    static Optimizely client(String datafile) {
        return Optimizely.builder(datafile, event -> {}).build();
    }

    static List<OptimizelyUserContext> users(Optimizely client) {
        return Users.all(user -> client.createUserContext(user.id(), user.attributes()));
    }

    static List<OptimizelyDecideOption> options(boolean reasons) {
        return reasons
                ? List.of(OptimizelyDecideOption.DISABLE_DECISION_EVENT, OptimizelyDecideOption.INCLUDE_REASONS)
                : List.of(OptimizelyDecideOption.DISABLE_DECISION_EVENT);
    }

    static ProjectConfig parse(String datafile) {
        try {
            return new DatafileProjectConfig.Builder().withDatafile(datafile).build();
        } catch (ConfigParseException refused) {
            throw new IllegalStateException(refused);
        }
    }

    static OptimizelyConfig config(ProjectConfig project) {
        return new OptimizelyConfigService(project).getConfig();
    }
}
